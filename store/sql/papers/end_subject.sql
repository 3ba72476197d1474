-- Ends the documents of kind $3 about a subject that is no case, but for the one numbered $6. A few rows by paper_subject.
UPDATE paper SET ended_at = $4, ended_why = $5, replaced_by = $6
WHERE region = $1 AND case_id IS NULL AND subject = $2 AND kind = $3 AND ended_at IS NULL AND serial <> coalesce($6, '')
