-- Adds to queue counters from a JSON list ($2) of one region ($1), in the keys' order so that nobody waits crosswise.
INSERT INTO queue_count (region, service, stage, agency, due, slot, n)
SELECT $1, service, stage, agency, due, pg_backend_pid() % 8, n
FROM json_to_recordset(CAST($2 AS json)) AS one (service TEXT, stage TEXT, agency TEXT, due INTEGER, n BIGINT)
ORDER BY service, stage, agency, due
ON CONFLICT (region, service, stage, agency, due, slot) DO UPDATE SET n = queue_count.n + excluded.n
