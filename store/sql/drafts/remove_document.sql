-- One file of a draft. By the primary key.
DELETE FROM draft_document WHERE id = $3 AND draft_id = $2 AND region = $1
