-- Names of accounts by id, of the JSON list $1. By the primary key.
SELECT id, name FROM account WHERE id IN (SELECT CAST(json_array_elements_text(CAST($1 AS json)) AS UUID))
