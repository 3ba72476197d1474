-- Somebody's slip of a month. By the primary key.
SELECT state FROM slip WHERE region = $1 AND month = $2 AND staff_id = $3
