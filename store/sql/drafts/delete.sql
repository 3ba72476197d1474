-- One draft. By the primary key.
DELETE FROM draft WHERE id = $2 AND region = $1
