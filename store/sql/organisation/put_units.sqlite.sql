-- Units from a JSON list ($2) of one region ($1).
INSERT INTO unit (region, key, agency, parent, name)
SELECT $1, value ->> '$.key', value ->> '$.agency', value ->> '$.parent', value ->> '$.name'
FROM json_each($2) WHERE true
ON CONFLICT (region, key) DO UPDATE SET agency = excluded.agency, parent = excluded.parent, name = excluded.name
