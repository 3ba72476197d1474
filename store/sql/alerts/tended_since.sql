-- What was done about anything from $2 on and before $3. A stretch of tending_day.
SELECT alert, at, account, what, note
FROM tending WHERE region = $1 AND at >= $2 AND at < $3
ORDER BY at DESC, id
LIMIT $4
