-- Counts a try. By the primary key.
UPDATE code SET attempts = attempts + 1 WHERE id = $1 RETURNING attempts
