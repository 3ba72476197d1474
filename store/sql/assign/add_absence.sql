-- One absence.
INSERT INTO absence (id, region, account_id, from_day, until_day, reason, written_by, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
