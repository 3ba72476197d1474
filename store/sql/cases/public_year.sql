-- A service's cases before (submitted at $3, id $4), newest first. A page by cases_public_year.
-- $5 limit, $6 what title or organisation contain as a pattern, $7 the pattern's escape character, $8 affair, $9 stage,
-- $10 budget year, $11 fields of affairs as `,a,b,`, $12 whether it is one of them, $13 district, $14 the public figure that counts
-- it, as `domain::figures` says.
SELECT id, number, service, stage, agency, holder, due_day, stage_since, submitted_at, title, organisation, district,
    affair, fiscal_year, requested, approved, paid, reported, outcome, promised_day, version, assignee, assigned_until, held_until
FROM cases
WHERE region = $1 AND service = $2 AND fiscal_year = $10 AND (submitted_at, id) < ($3, $4)
    AND (CAST($6 AS TEXT) IS NULL OR lower(title) LIKE $6 ESCAPE $7 OR lower(organisation) LIKE $6 ESCAPE $7)
    AND (CAST($8 AS TEXT) IS NULL OR affair = $8) AND (CAST($9 AS TEXT) IS NULL OR stage = $9)
    AND (CAST($11 AS TEXT) IS NULL OR (replace($11, ',' || coalesce(affair, '') || ',', '') <> $11) = $12)
    AND (CAST($13 AS TEXT) IS NULL OR district = $13)
    AND (CAST($14 AS TEXT) IS NULL OR $14 = 'asked'
        OR ($14 = 'approved' AND approved IS NOT NULL AND (outcome IS NULL OR outcome = 'done'))
        OR ($14 = 'paid' AND paid IS NOT NULL) OR ($14 = 'reported' AND reported IS NOT NULL)
        OR ($14 = 'refused' AND outcome = 'refused'))
ORDER BY submitted_at DESC, id DESC
LIMIT $5
