-- A voice for a case; nothing where the account gave it already.
INSERT INTO support (region, case_id, account, service, year, at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (case_id, account) DO NOTHING
