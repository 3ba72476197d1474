-- One case. By the primary key.
SELECT state, seq FROM cases WHERE id = $2 AND region = $1
