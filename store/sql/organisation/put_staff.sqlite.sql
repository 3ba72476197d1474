-- Staff from a JSON list ($2) of one region ($1). An account that is linked stays linked.
INSERT INTO staff (region, id, number, name, from_day, until_day)
SELECT $1, unhex(value ->> '$.id'), value ->> '$.number', value ->> '$.name', value ->> '$.from', value ->> '$.until'
FROM json_each($2) WHERE true
ON CONFLICT (id) DO UPDATE SET number = excluded.number, name = excluded.name, from_day = excluded.from_day, until_day = excluded.until_day
