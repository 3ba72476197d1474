-- Approved minutes of a month by person and day. A stretch of work_entry_month, from the index alone.
SELECT staff_id, day, CAST(sum(minutes) AS BIGINT) FROM work_entry
WHERE region = $1 AND month = $2 AND status = 'approved'
GROUP BY staff_id, day ORDER BY staff_id, day
