-- A new key.
INSERT INTO signal_key (id, region, key_hash, source, name, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
