-- Units from a JSON list ($2) of one region ($1).
INSERT INTO unit (region, key, agency, parent, name)
SELECT $1, one."key", one."agency", one."parent", one."name"
FROM json_to_recordset(CAST($2 AS json)) AS one ("key" TEXT, "agency" TEXT, "parent" TEXT, "name" TEXT)
ON CONFLICT (region, key) DO UPDATE SET agency = excluded.agency, parent = excluded.parent, name = excluded.name
