-- What was seen in a month, from a JSON list ($2) of one region ($1). What was answered stays.
INSERT INTO work_flag (region, month, staff_id, pattern, figure, n, entries)
SELECT $1, one."month", one."staff", one."pattern", one."figure", one."n", one."entries"
FROM json_to_recordset(CAST($2 AS json)) AS one ("month" INTEGER, "staff" UUID, "pattern" TEXT, "figure" INTEGER, "n" INTEGER, "entries" TEXT)
ON CONFLICT (region, month, staff_id, pattern) DO UPDATE SET figure = excluded.figure, n = excluded.n, entries = excluded.entries
