-- One code.
INSERT INTO code (id, region, account_id, purpose, code_hash, expires_at, attempts) VALUES ($1, $2, $3, $4, $5, $6, 0)
