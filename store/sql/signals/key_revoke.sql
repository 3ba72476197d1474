-- Nothing is taken with it any more. By the primary key.
UPDATE signal_key SET revoked_at = $3 WHERE id = $2 AND region = $1 AND revoked_at IS NULL
