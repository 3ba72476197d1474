-- That a post is still needed. By the primary key.
UPDATE post SET reviewed_at = $3 WHERE id = $2 AND region = $1
