-- One notice was not sent; $2 is when to try again. By the primary key.
UPDATE notice SET attempts = attempts + 1, next_at = $2 WHERE id = $1 AND sent_at IS NULL
