-- The comment of a receipt's code. By comment_code.
SELECT id, case_id, kind, alias, body, contact_sealed, at FROM comment WHERE region = $1 AND code_hash = $2
