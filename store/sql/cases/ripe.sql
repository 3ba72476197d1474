-- Open cases at a stage whose term ends on day $4 or before, after id $5. A page by cases_oldest.
SELECT id
FROM cases
WHERE region = $1 AND service = $2 AND stage = $3 AND outcome IS NULL AND due_day <= $4 AND id > $5
ORDER BY id
LIMIT $6
