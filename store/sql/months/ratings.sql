-- Every judgement of behaviour in a month. A stretch of the primary key.
SELECT rated_id, by_role, scores FROM rating WHERE region = $1 AND month = $2 ORDER BY rated_id, rater_id
