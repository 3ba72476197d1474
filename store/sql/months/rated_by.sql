-- Whom somebody judged in a month, and how. By rating_rater.
SELECT rated_id, by_role, scores FROM rating WHERE region = $1 AND month = $2 AND rater_id = $3 ORDER BY rated_id
