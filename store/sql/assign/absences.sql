-- Absences that end on day $2 or later, of a region. A few.
SELECT id, account_id, from_day, until_day, reason FROM absence WHERE region = $1 AND until_day >= $2 ORDER BY from_day, id
