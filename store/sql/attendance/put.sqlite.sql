-- What is known of presence, from a JSON list ($2) of one region ($1).
INSERT INTO attendance (region, day, staff_id, came_at, left_at, absence)
SELECT $1, value ->> '$.day', unhex(value ->> '$.staff'), value ->> '$.came', value ->> '$.left', value ->> '$.absence'
FROM json_each($2) WHERE true
ON CONFLICT (region, staff_id, day) DO UPDATE SET came_at = excluded.came_at, left_at = excluded.left_at, absence = excluded.absence
