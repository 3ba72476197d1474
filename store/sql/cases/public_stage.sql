-- A service's cases before (submitted at $3, id $4), newest first. A page by cases_public_stage.
-- $5 limit, $6 what title or organisation contain as a pattern, $7 the pattern's escape character, $8 affair, $9 stage,
-- $10 budget year.
SELECT id, number, service, stage, agency, holder, due_day, stage_since, submitted_at, title, organisation, district,
    affair, fiscal_year, requested, approved, outcome, promised_day, version
FROM cases
WHERE region = $1 AND service = $2 AND stage = $9 AND (submitted_at, id) < ($3, $4)
    AND (CAST($6 AS TEXT) IS NULL OR lower(title) LIKE $6 ESCAPE $7 OR lower(organisation) LIKE $6 ESCAPE $7)
    AND (CAST($8 AS TEXT) IS NULL OR affair = $8) AND (CAST($10 AS INTEGER) IS NULL OR fiscal_year = $10)
ORDER BY submitted_at DESC, id DESC
LIMIT $5
