-- The code that ends last. One row by code_account.
SELECT id, code_hash, expires_at, attempts, used_at
FROM code
WHERE account_id = $1 AND purpose = $2
ORDER BY expires_at DESC
LIMIT 1
