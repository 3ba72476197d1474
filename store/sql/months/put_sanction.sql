-- Notes a sanction.
INSERT INTO sanction (id, region, staff_id, kind, first_month, months, letter, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
