-- The account of a login. By its unique index.
SELECT id, region, kind, login, name, password_hash, totp_sealed, verified_at, lang, demo, created_at, disabled_at
FROM account
WHERE login = $1
