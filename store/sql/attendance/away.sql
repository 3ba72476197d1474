-- Who was granted to be away on a day, and by what kind. A stretch of attendance_day.
SELECT staff_id, absence FROM attendance WHERE region = $1 AND day = $2 AND absence IS NOT NULL ORDER BY staff_id
