-- A plan as it stands.
INSERT INTO work_plan (id, region, staff_id, position, year, status, word, since, version, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (id) DO UPDATE SET status = excluded.status, word = excluded.word, since = excluded.since, version = excluded.version, state = excluded.state
