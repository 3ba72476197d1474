-- A new link.
INSERT INTO wall (id, region, token_hash, name, board, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
