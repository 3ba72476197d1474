-- An incident is over. By the primary key.
UPDATE incident SET closed_at = $3 WHERE region = $1 AND id = $2 AND closed_at IS NULL
