-- What is known of presence, from a JSON list ($2) of one region ($1).
INSERT INTO attendance (region, day, staff_id, came_at, left_at, absence)
SELECT $1, one."day", one."staff", one."came", one."left", one."absence"
FROM json_to_recordset(CAST($2 AS json)) AS one ("day" INTEGER, "staff" UUID, "came" INTEGER, "left" INTEGER, "absence" TEXT)
ON CONFLICT (region, staff_id, day) DO UPDATE SET came_at = excluded.came_at, left_at = excluded.left_at, absence = excluded.absence
