-- Receipts' secrets from a JSON list ($2) of one region ($1). Some hundred rows.
INSERT INTO case_secret (case_id, region, secret_hash)
SELECT unhex(value ->> '$.case'), $1, unhex(value ->> '$.secret') FROM json_each($2)
