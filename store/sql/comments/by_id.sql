-- One comment. By the primary key.
SELECT id, case_id, kind, alias, body, contact_sealed, at FROM comment WHERE id = $2 AND region = $1
