-- The figures of a month. By the primary key.
SELECT key, whose, realised, target FROM work_figure WHERE region = $1 AND month = $2 ORDER BY key, whose
