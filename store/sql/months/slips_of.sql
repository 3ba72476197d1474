-- Somebody's slips, the newest first. A stretch of slip_staff.
SELECT state FROM slip WHERE region = $1 AND staff_id = $2 ORDER BY month DESC LIMIT $3
