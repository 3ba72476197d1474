-- The papers of a description. By the primary key.
SELECT slot, hash, name, media, size, at, valid_until FROM profile_paper WHERE region = $1 AND profile_id = $2 ORDER BY slot, at, hash
