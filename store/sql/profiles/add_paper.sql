-- A paper; what was said about how long it is valid stays.
INSERT INTO profile_paper (region, profile_id, slot, hash, name, media, size, at, valid_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (profile_id, slot, hash) DO NOTHING
