-- One account's password. By the primary key.
UPDATE account SET password_hash = $2 WHERE id = $1
