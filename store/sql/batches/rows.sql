-- The cases of batch $1 from the JSON list $3 of ids and $4 of the versions that were seen, in their order.
INSERT INTO batch_row (batch_id, n, region, case_id, seen)
SELECT CAST($1 AS UUID), ids.n, CAST($2 AS TEXT), CAST(ids.id AS UUID), CAST(seen.version AS BIGINT)
FROM json_array_elements_text(CAST($3 AS json)) WITH ORDINALITY AS ids (id, n)
JOIN json_array_elements_text(CAST($4 AS json)) WITH ORDINALITY AS seen (version, n) ON seen.n = ids.n
