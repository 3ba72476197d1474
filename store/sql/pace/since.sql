-- How long the decisions of a service since day $3 took, with how many took so long. A stretch of pace_day.
SELECT days, count(*) FROM pace WHERE region = $1 AND service = $2 AND day >= $3 GROUP BY days
