-- An alert is over. By the primary key.
UPDATE alert SET closed_at = $3 WHERE region = $1 AND id = $2 AND closed_at IS NULL
