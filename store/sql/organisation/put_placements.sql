-- Placements from a JSON list ($2) of one region ($1).
INSERT INTO placement (region, staff_id, position, hold, from_day, until_day)
SELECT $1, one."staff", one."position", one."hold", one."from", one."until"
FROM json_to_recordset(CAST($2 AS json)) AS one ("staff" UUID, "position" TEXT, "hold" TEXT, "from" INTEGER, "until" INTEGER)
ON CONFLICT (region, staff_id, position, from_day) DO UPDATE SET hold = excluded.hold, until_day = excluded.until_day
