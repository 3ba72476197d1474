-- Somebody's entries between two days. A stretch of work_entry_day.
SELECT state FROM work_entry WHERE region = $1 AND staff_id = $2 AND day BETWEEN $3 AND $4 ORDER BY day, id
