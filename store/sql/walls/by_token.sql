-- The link of a token, unless it was revoked. By its unique index.
SELECT id, name, board FROM wall WHERE region = $1 AND token_hash = $2 AND revoked_at IS NULL
