-- A batch, with how many cases its question found.
INSERT INTO batch (id, region, account_id, query, found, made_at) VALUES ($1, $2, $3, $4, $5, $6)
