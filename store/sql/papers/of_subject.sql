-- The documents about a subject that is no case, the oldest first. Some rows by paper_subject.
SELECT case_id, subject, kind, serial, template, audience, facts, shown, issued_at, pdf_hash, signature, signed_with, ended_at,
    ended_why, replaced_by
FROM paper WHERE region = $1 AND case_id IS NULL AND subject = $2 ORDER BY issued_at, serial
