-- One answer to keep.
INSERT INTO idempotency (region, scope, key, digest, response, at) VALUES ($1, $2, $3, $4, $5, $6)
