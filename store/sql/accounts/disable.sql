-- Closes or opens one account. By the primary key.
UPDATE account SET disabled_at = $2 WHERE id = $1
