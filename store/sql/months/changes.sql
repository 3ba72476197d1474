-- What turned out to be otherwise and is not settled before a month ($2), or is settled in it. A stretch of slip_change_open.
SELECT id, month, staff_id, why FROM slip_change WHERE region = $1 AND month < $2 AND (settled_month IS NULL OR settled_month = $2)
ORDER BY month, staff_id, at
