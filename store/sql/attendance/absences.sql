-- Everybody's granted absences between two days. A stretch of attendance_day.
SELECT staff_id, day, came_at, left_at, absence FROM attendance WHERE region = $1 AND day BETWEEN $2 AND $3 AND absence IS NOT NULL
