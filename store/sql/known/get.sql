-- One thing that was seen. By the primary key.
SELECT value FROM known WHERE region = $1 AND name = $2
