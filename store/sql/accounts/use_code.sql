-- Uses a code up, once. By the primary key.
UPDATE code SET used_at = $2 WHERE id = $1 AND used_at IS NULL
