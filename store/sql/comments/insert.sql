-- What somebody wrote about a case.
INSERT INTO comment (id, region, case_id, kind, alias, body, contact_sealed, code_hash, at)
VALUES ($2, $1, $3, $4, $5, $6, $7, $8, $9)
