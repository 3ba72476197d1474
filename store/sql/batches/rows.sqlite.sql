-- The cases of batch $1 from the JSON list $3 of ids and $4 of the versions that were seen, in their order.
INSERT INTO batch_row (batch_id, n, region, case_id, seen)
SELECT $1, ids.key + 1, $2, unhex(ids.value), seen.value
FROM json_each($3) AS ids JOIN json_each($4) AS seen ON seen.key = ids.key
