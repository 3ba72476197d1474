-- Approved minutes of one person in a month by day. A stretch of work_entry_month, from the index alone.
SELECT day, CAST(sum(minutes) AS BIGINT) FROM work_entry
WHERE region = $1 AND month = $2 AND staff_id = $3 AND status = 'approved'
GROUP BY day ORDER BY day
