-- What became of a case, said once.
UPDATE batch_row SET done = $4, says = $5 WHERE batch_id = $2 AND region = $1 AND n = $3 AND done IS NULL
