-- An organisation as it was described last. By profile_of.
INSERT INTO profile (id, region, owner, service, name, answers, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (region, owner, name) DO UPDATE SET service = excluded.service, answers = excluded.answers, updated_at = excluded.updated_at
