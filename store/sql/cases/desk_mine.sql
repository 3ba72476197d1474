-- What one officer works on at a desk, after (due day $3, id $4), the nearest term first. A page by cases_assignee, which the desk is kept out of: a pile is
-- shorter than a desk.
-- $5 limit, $6, $7 first and last due day, $8 service, $9 stage, $10 not asked, $11 whose, $12 now, $13 today; what is put
-- aside is left out.
SELECT id, number, service, stage, agency, holder, due_day, stage_since, submitted_at, title, organisation, district,
    affair, fiscal_year, requested, approved, paid, reported, outcome, promised_day, version, assignee, assigned_until, held_until
FROM cases
WHERE region = $1 AND holder || '' = $2 AND assignee = $11 AND (assigned_until IS NULL OR assigned_until > $12)
    AND outcome IS NULL AND (due_day, id) > ($3, $4) AND due_day >= $6 AND due_day <= $7
    AND (CAST($8 AS TEXT) IS NULL OR service = $8) AND (CAST($9 AS TEXT) IS NULL OR stage = $9)
    AND (held_until IS NULL OR held_until <= $13)
ORDER BY due_day, id
LIMIT $5
