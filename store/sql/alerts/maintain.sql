-- A time in which alerts are quiet.
INSERT INTO maintenance (id, region, from_at, until_at, reason, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
