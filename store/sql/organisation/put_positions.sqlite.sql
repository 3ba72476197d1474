-- Positions from a JSON list ($2) of one region ($1).
INSERT INTO position (region, key, unit, title, class, kind, superior)
SELECT $1, value ->> '$.key', value ->> '$.unit', value ->> '$.title', value ->> '$.class', value ->> '$.kind', value ->> '$.superior'
FROM json_each($2) WHERE true
ON CONFLICT (region, key) DO UPDATE SET unit = excluded.unit, title = excluded.title, class = excluded.class, kind = excluded.kind, superior = excluded.superior
