-- Receipts' secrets from a JSON list ($2) of one region ($1). Some hundred rows.
INSERT INTO case_secret (case_id, region, secret_hash)
SELECT "case", $1, decode(secret, 'hex') FROM json_to_recordset(CAST($2 AS json)) AS one ("case" UUID, secret TEXT)
