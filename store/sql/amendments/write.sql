-- A draft's words and changes, where it is still in the version that was seen. By the primary key.
UPDATE amendment SET title = $4, reason = $5, changes = $6, version = version + 1
WHERE id = $2 AND region = $1 AND version = $3 AND state = 'draft'
