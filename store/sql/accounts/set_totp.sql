-- One account's second factor. By the primary key.
UPDATE account SET totp_sealed = $2 WHERE id = $1
