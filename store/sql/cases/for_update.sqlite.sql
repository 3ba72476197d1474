-- One case, to be changed in this transaction; SQLite has one writer. By the primary key.
SELECT state, seq FROM cases WHERE id = $2 AND region = $1
