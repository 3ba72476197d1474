-- Staff from a JSON list ($2) of one region ($1). An account that is linked stays linked.
INSERT INTO staff (region, id, number, name, from_day, until_day)
SELECT $1, one."id", one."number", one."name", one."from", one."until"
FROM json_to_recordset(CAST($2 AS json)) AS one ("id" UUID, "number" TEXT, "name" TEXT, "from" INTEGER, "until" INTEGER)
ON CONFLICT (id) DO UPDATE SET number = excluded.number, name = excluded.name, from_day = excluded.from_day, until_day = excluded.until_day
