-- What has to be paid. One row.
INSERT INTO bill (region, code, case_id, amount, due_day, made_at, status) VALUES ($1, $2, $3, $4, $5, $6, 'open')
