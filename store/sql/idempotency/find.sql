-- The answer given under a key. By the primary key.
SELECT digest, response FROM idempotency WHERE region = $1 AND scope = $2 AND key = $3
