-- One account's proof. By the primary key.
UPDATE account SET verified_at = $2 WHERE id = $1
