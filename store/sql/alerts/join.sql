-- An alert becomes a part of an incident. By the primary key.
UPDATE alert SET incident = $3 WHERE region = $1 AND id = $2
