-- A source sent with it. By the primary key.
UPDATE signal_key SET seen_at = $3 WHERE id = $2 AND region = $1 AND (seen_at IS NULL OR seen_at < $4)
