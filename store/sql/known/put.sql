-- Notes what was seen.
INSERT INTO known (region, name, value) VALUES ($1, $2, $3)
ON CONFLICT (region, name) DO UPDATE SET value = excluded.value
