-- Saves a draft that is still in the version seen ($3). By the primary key.
UPDATE draft SET answers = $4, page = $5, updated_at = $6, version = version + 1
WHERE id = $2 AND region = $1 AND version = $3
RETURNING version
