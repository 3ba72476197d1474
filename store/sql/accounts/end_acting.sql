-- Who took an acting post back, and when; the first time counts. By the primary key.
UPDATE acting_post SET ended_by = $3, ended_at = $4 WHERE region = $1 AND post_id = $2 AND ended_at IS NULL
