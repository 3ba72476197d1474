-- The hash of the secret on a receipt. By the primary key.
SELECT secret_hash FROM case_secret WHERE case_id = $2 AND region = $1
