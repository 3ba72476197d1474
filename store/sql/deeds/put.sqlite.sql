-- Counts deeds from a JSON list ($2) of one region ($1).
INSERT INTO deed (region, day, account_id, service, stage, kind, days, n)
SELECT $1, value ->> '$.day', unhex(value ->> '$.account'), value ->> '$.service', value ->> '$.stage', value ->> '$.kind', value ->> '$.days', value ->> '$.n'
FROM json_each($2) WHERE true
ON CONFLICT DO UPDATE SET n = n + excluded.n
