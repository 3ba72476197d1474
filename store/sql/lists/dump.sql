-- All lists of a region as they stand, for comparing.
SELECT id, service, fiscal_year, number, status, version, edition, lines, total, changed_at, state FROM nominative WHERE region = $1 ORDER BY number
