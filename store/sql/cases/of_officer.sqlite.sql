-- What officer $2 works on at the desks of the JSON list $3 at time $4, after (due day $5, id $6), the nearest term first. A stretch of
-- cases_assignee. $7 limit, $8, $9 first and last due day.
SELECT id, number, service, stage, agency, holder, due_day, stage_since, submitted_at, title, organisation, district,
    affair, fiscal_year, requested, approved, paid, reported, outcome, promised_day, version, assignee, assigned_until, held_until
FROM cases INDEXED BY cases_assignee
WHERE region = $1 AND assignee = $2 AND outcome IS NULL AND (assigned_until IS NULL OR assigned_until > $4)
    AND holder IN (SELECT value FROM json_each($3)) AND (due_day, id) > ($5, $6) AND due_day >= $8 AND due_day <= $9
ORDER BY due_day, id
LIMIT $7
