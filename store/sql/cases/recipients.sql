-- Who was granted most by a service in budget year $3, or in all where it is 0: organisation, cases, approved, paid, reported. The first
-- rows of recipient_most, which the database keeps with the cases; $4 limit.
SELECT organisation, cases, approved, paid, reported
FROM recipient_count
WHERE region = $1 AND service = $2 AND fiscal_year = $3 AND cases > 0
ORDER BY approved DESC, organisation
LIMIT $4
