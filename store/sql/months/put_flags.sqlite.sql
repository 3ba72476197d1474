-- What was seen in a month, from a JSON list ($2) of one region ($1). What was answered stays.
INSERT INTO work_flag (region, month, staff_id, pattern, figure, n, entries)
SELECT $1, value ->> '$.month', unhex(value ->> '$.staff'), value ->> '$.pattern', value ->> '$.figure', value ->> '$.n', value ->> '$.entries'
FROM json_each($2) WHERE true
ON CONFLICT (region, month, staff_id, pattern) DO UPDATE SET figure = excluded.figure, n = excluded.n, entries = excluded.entries
