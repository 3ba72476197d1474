-- Ends an account's sessions but one ($2). By session_account.
DELETE FROM session WHERE account_id = $1 AND (CAST($2 AS BYTEA) IS NULL OR token_hash <> $2)
