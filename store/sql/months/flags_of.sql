-- What was seen in somebody's month. By the primary key.
SELECT staff_id, pattern, figure, n, entries, answer, verdict FROM work_flag WHERE region = $1 AND month = $2 AND staff_id = $3 ORDER BY pattern
