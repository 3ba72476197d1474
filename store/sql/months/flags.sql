-- What was seen in a month, of everybody. By the primary key.
SELECT staff_id, pattern, figure, n, entries, answer, verdict FROM work_flag WHERE region = $1 AND month = $2 ORDER BY staff_id, pattern
