-- Cases at a stage whose term ends on day $4 or later, behind case $5: those that run, by cases_stage_due, and those that are over and
-- can be objected to, by cases_ended_due.
SELECT id FROM (
    SELECT id FROM cases WHERE region = $1 AND service = $2 AND stage = $3 AND due_day >= $4 AND outcome IS NULL
    UNION ALL
    SELECT id FROM cases WHERE region = $1 AND service = $2 AND stage = $3 AND due_day >= $4 AND outcome IS NOT NULL
) AS found
WHERE id > $5
ORDER BY id
LIMIT $6
