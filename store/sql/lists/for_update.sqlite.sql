-- A list, to be changed in this transaction; SQLite has one writer. By the primary key.
SELECT state FROM nominative WHERE id = $2 AND region = $1
