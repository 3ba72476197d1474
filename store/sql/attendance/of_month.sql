-- What is known of everybody's presence between two days. A stretch of attendance_day.
SELECT staff_id, day, came_at, left_at, absence FROM attendance WHERE region = $1 AND day BETWEEN $2 AND $3 ORDER BY staff_id, day
