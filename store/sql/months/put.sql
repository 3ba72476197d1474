-- A month as it stands.
INSERT INTO work_month (region, month, status, version, state) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (region, month) DO UPDATE SET status = excluded.status, version = excluded.version, state = excluded.state
