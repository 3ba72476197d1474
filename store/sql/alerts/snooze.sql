-- An alert is quiet for a time. By the primary key.
UPDATE alert SET snoozed_until = $3 WHERE region = $1 AND id = $2 AND closed_at IS NULL
