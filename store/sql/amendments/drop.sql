-- A draft that is given up. By the primary key.
UPDATE amendment SET state = 'dropped', version = version + 1 WHERE id = $2 AND region = $1 AND version = $3 AND state = 'draft'
