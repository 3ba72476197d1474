-- One case, kept from others until this transaction ends. By the primary key.
SELECT state, seq FROM cases WHERE id = $2 AND region = $1 FOR UPDATE
