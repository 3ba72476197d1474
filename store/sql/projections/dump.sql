-- All projected cases of a region, for comparing. Everything, by cases_number.
SELECT id, service, number, applicant, version, stage, agency, holder, due_day, stage_since, submitted_at, title,
    organisation, district, affair, fiscal_year, requested, approved, taken, paid, reported, outcome, closed_at, promised_day, assignee, assigned_until, held_until, state, seq
FROM cases
WHERE region = $1
ORDER BY number
