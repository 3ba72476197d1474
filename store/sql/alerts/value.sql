-- The newest figure of an open alert. By the primary key.
UPDATE alert SET value = $3 WHERE region = $1 AND id = $2 AND closed_at IS NULL
