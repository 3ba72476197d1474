-- What an account handed in, newest first. A page by cases_own.
SELECT id, number, service, stage, agency, holder, due_day, stage_since, submitted_at, title, organisation, district,
    affair, fiscal_year, requested, approved, paid, reported, outcome, promised_day, version, assignee, assigned_until, held_until
FROM cases
WHERE region = $1 AND applicant = $2
ORDER BY submitted_at DESC
LIMIT $3
