-- What a case takes from now on. By the primary key.
UPDATE cases SET taken = $3 WHERE id = $2 AND region = $1
