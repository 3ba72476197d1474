-- One account.
INSERT INTO account (id, region, kind, login, name, password_hash, verified_at, lang, demo, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
