-- The key, unless it was revoked. By its unique index.
SELECT id, source FROM signal_key WHERE region = $1 AND key_hash = $2 AND revoked_at IS NULL
