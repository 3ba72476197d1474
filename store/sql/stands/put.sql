-- Adds to the counters of ages and places from a JSON list ($2) of one region ($1), in the keys' order so that nobody waits crosswise.
INSERT INTO stand_count (region, service, what, key, day, slot, n)
SELECT $1, service, what, key, day, pg_backend_pid() % 8, n
FROM json_to_recordset(CAST($2 AS json)) AS one (service TEXT, what TEXT, key TEXT, day INTEGER, n BIGINT)
ORDER BY service, what, key, day
ON CONFLICT (region, service, what, key, day, slot) DO UPDATE SET n = stand_count.n + excluded.n
