-- Open cases that say the same in one way and whose term ended before day $4. By the primary keys.
SELECT c.number, c.service, c.stage, c.due_day
FROM likeness AS l JOIN cases AS c ON c.id = l.case_id
WHERE l.region = $1 AND l.kind = $2 AND l.hash = $3 AND c.outcome IS NULL AND c.due_day > 0 AND c.due_day < $4
ORDER BY c.due_day
LIMIT 50
