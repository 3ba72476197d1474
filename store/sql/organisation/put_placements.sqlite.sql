-- Placements from a JSON list ($2) of one region ($1).
INSERT INTO placement (region, staff_id, position, hold, from_day, until_day)
SELECT $1, unhex(value ->> '$.staff'), value ->> '$.position', value ->> '$.hold', value ->> '$.from', value ->> '$.until'
FROM json_each($2) WHERE true
ON CONFLICT (region, staff_id, position, from_day) DO UPDATE SET hold = excluded.hold, until_day = excluded.until_day
