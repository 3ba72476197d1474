-- Why an acting post was given. One row.
INSERT INTO acting_post (region, post_id, reason, named_by, named_at) VALUES ($1, $2, $3, $4, $5)
