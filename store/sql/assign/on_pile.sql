-- Open cases on an officer's pile at desk $3 after id $4, a page by cases_assignee. $5 now.
SELECT id FROM cases
WHERE region = $1 AND assignee = $2 AND outcome IS NULL AND holder || '' = $3 AND id > $4 AND (assigned_until IS NULL OR assigned_until > $5)
ORDER BY id
LIMIT $6
