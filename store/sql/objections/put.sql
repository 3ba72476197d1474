-- An objection as it stands.
INSERT INTO objection (id, region, staff_id, month, due_day, decided, filed_at, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (id) DO UPDATE SET decided = excluded.decided, state = excluded.state
