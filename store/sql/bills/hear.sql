-- What a bank said, once for each of its references: one row, or none where it said so before.
INSERT INTO payment (id, region, bank, reference, code, case_id, channel, amount, paid_at, heard_at, verdict)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (region, bank, reference) DO NOTHING
