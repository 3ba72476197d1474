-- Names of accounts by id, of the JSON list $1. By the primary key.
SELECT id, name FROM account WHERE id IN (SELECT unhex(value) FROM json_each($1))
