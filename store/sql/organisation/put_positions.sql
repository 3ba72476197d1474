-- Positions from a JSON list ($2) of one region ($1).
INSERT INTO position (region, key, unit, title, class, kind, superior)
SELECT $1, one."key", one."unit", one."title", one."class", one."kind", one."superior"
FROM json_to_recordset(CAST($2 AS json)) AS one ("key" TEXT, "unit" TEXT, "title" TEXT, "class" TEXT, "kind" TEXT, "superior" TEXT)
ON CONFLICT (region, key) DO UPDATE SET unit = excluded.unit, title = excluded.title, class = excluded.class, kind = excluded.kind, superior = excluded.superior
