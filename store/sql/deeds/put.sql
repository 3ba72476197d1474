-- Counts deeds from a JSON list ($2) of one region ($1), in the keys' order so that nobody waits crosswise.
INSERT INTO deed (region, day, account_id, service, stage, kind, days, slot, n)
SELECT $1, day, account, service, stage, kind, days, pg_backend_pid() % 8, n
FROM json_to_recordset(CAST($2 AS json)) AS one (day INTEGER, account UUID, service TEXT, stage TEXT, kind TEXT, days INTEGER, n BIGINT)
ORDER BY day, account, service, stage, kind, days
ON CONFLICT (region, day, account_id, service, stage, kind, days, slot) DO UPDATE SET n = deed.n + excluded.n
