-- The objections of a region, the newest first. By objection_newest.
SELECT state FROM objection WHERE region = $1 ORDER BY filed_at DESC, id LIMIT $2
