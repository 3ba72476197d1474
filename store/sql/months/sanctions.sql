-- Sanctions that run in a month. A stretch of sanction_staff.
SELECT staff_id, kind, letter FROM sanction WHERE region = $1 AND first_month <= $2 AND first_month + months > $2 ORDER BY staff_id, at
