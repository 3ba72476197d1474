-- Sets or takes away a draft's resume code. By the primary key.
UPDATE draft SET resume_hash = $3 WHERE id = $2 AND region = $1
