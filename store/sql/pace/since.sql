-- How long each decision of a service took since day $3. A stretch of pace_day.
SELECT days FROM pace WHERE region = $1 AND service = $2 AND day >= $3
