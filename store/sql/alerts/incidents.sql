-- The newest incidents, those that go on first. A stretch of incident_region.
SELECT id, title, opened_by, opened_at, closed_at FROM incident WHERE region = $1
ORDER BY closed_at IS NOT NULL, opened_at DESC
LIMIT $2
