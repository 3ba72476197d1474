-- Adds to the counters of ages and places from a JSON list ($2) of one region ($1).
INSERT INTO stand_count (region, service, what, key, day, n)
SELECT $1, value ->> '$.service', value ->> '$.what', value ->> '$.key', value ->> '$.day', value ->> '$.n' FROM json_each($2) WHERE true
ON CONFLICT DO UPDATE SET n = n + excluded.n
