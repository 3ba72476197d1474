-- What is known of somebody's presence between two days. By the primary key.
SELECT day, came_at, left_at, absence FROM attendance WHERE region = $1 AND staff_id = $2 AND day BETWEEN $3 AND $4 ORDER BY day
