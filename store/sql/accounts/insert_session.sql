-- One session.
INSERT INTO session (token_hash, region, account_id, kind, scopes, created_at, seen_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $6, $7)
