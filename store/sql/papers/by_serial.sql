-- A document by its number. One row by the primary key.
SELECT case_id, subject, kind, serial, template, audience, facts, shown, issued_at, pdf_hash, signature, signed_with, ended_at,
    ended_why, replaced_by
FROM paper WHERE region = $1 AND serial = $2
