-- What all cases of a region say. By the primary key.
SELECT kind, hash, case_id FROM likeness WHERE region = $1 ORDER BY kind, hash, case_id
