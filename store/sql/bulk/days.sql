-- Adds to day counters from a JSON list ($2) of one region ($1), in the keys' order so that nobody waits crosswise.
INSERT INTO day_count (region, service, day, slot, arrived, decided, closed)
SELECT $1, service, day, pg_backend_pid() % 8, arrived, decided, closed
FROM json_to_recordset(CAST($2 AS json)) AS one (service TEXT, day INTEGER, arrived BIGINT, decided BIGINT, closed BIGINT)
ORDER BY day, service
ON CONFLICT (region, day, service, slot) DO UPDATE SET arrived = day_count.arrived + excluded.arrived,
    decided = day_count.decided + excluded.decided, closed = day_count.closed + excluded.closed
