-- Open cases of service $2 at stage $3 whose promise was before day $4, behind id $5. By cases_oldest.
SELECT id
FROM cases
WHERE region = $1 AND service = $2 AND stage = $3 AND outcome IS NULL AND promised_day < $4 AND id > $5
ORDER BY id
LIMIT $6
