-- What cases say, from a JSON list ($2) of one region ($1).
INSERT INTO likeness (region, kind, hash, case_id)
SELECT $1, value ->> '$.kind', unhex(value ->> '$.hash'), unhex(value ->> '$.case') FROM json_each($2) WHERE true
ON CONFLICT DO NOTHING
