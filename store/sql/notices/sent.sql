-- One notice was sent. By the primary key.
UPDATE notice SET sent_at = $2, next_at = NULL WHERE id = $1
