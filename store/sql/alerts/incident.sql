-- An incident. By the primary key.
SELECT id, title, opened_by, opened_at, closed_at FROM incident WHERE region = $1 AND id = $2
