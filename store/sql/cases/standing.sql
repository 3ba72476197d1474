-- Open cases of service $2 at stage $3 after (due day $4, id $5), the nearest term first. A page by cases_stage_due.
-- $6 limit, $7, $8 first and last due day, $9 district, empty for none.
SELECT id, number, service, stage, agency, holder, due_day, stage_since, submitted_at, title, organisation, district,
    affair, fiscal_year, requested, approved, paid, reported, outcome, promised_day, version, assignee, assigned_until, held_until
FROM cases
WHERE region = $1 AND service = $2 AND stage = $3 AND outcome IS NULL AND (due_day, id) > ($4, $5) AND due_day >= $7 AND due_day <= $8
    AND (CAST($9 AS TEXT) IS NULL OR coalesce(district, '') = $9)
ORDER BY due_day, id
LIMIT $6
