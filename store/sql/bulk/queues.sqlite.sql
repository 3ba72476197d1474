-- Adds to queue counters from a JSON list ($2) of one region ($1).
INSERT INTO queue_count (region, service, stage, agency, due, n)
SELECT $1, value ->> '$.service', value ->> '$.stage', value ->> '$.agency', value ->> '$.due', value ->> '$.n' FROM json_each($2) WHERE true
ON CONFLICT DO UPDATE SET n = n + excluded.n
