-- The regions that have cases. Reads event_first: one entry a case.
SELECT DISTINCT region FROM event WHERE version = 1 ORDER BY region
