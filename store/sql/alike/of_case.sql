-- Cases that say the same as case $2 in some way, the newest first. Some rows by likeness_case and the primary keys.
SELECT other.kind, c.number, c.service, c.stage, c.organisation, c.title, c.fiscal_year, c.requested, c.approved, c.submitted_at, c.outcome
FROM likeness mine
JOIN likeness other ON other.region = mine.region AND other.kind = mine.kind AND other.hash = mine.hash AND other.case_id <> mine.case_id
JOIN cases c ON c.id = other.case_id AND c.region = other.region
WHERE mine.region = $1 AND mine.case_id = $2
ORDER BY c.submitted_at DESC, c.id, other.kind
LIMIT $3
