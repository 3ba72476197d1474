-- A desk's open cases after (due day $3, id $4), the nearest term first. A page by cases_desk.
SELECT id, number, service, stage, agency, holder, due_day, stage_since, submitted_at, title, organisation, district,
    affair, fiscal_year, requested, approved, paid, reported, outcome, promised_day, version
FROM cases
WHERE region = $1 AND holder = $2 AND outcome IS NULL AND (due_day, id) > ($3, $4)
ORDER BY due_day, id
LIMIT $5
