-- Issues a document. One row.
INSERT INTO paper (region, case_id, subject, kind, serial, template, audience, facts, shown, issued_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
