-- What was judged of somebody's behaviour in a month. A stretch of the primary key.
SELECT rated_id, by_role, scores FROM rating WHERE region = $1 AND month = $2 AND rated_id = $3 ORDER BY rater_id
