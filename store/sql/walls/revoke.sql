-- It shows nothing any more. By the primary key.
UPDATE wall SET revoked_at = $3 WHERE id = $2 AND region = $1 AND revoked_at IS NULL
