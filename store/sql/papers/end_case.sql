-- Ends the documents of kind $3 of a case, but for the one numbered $6 that takes their place. A few rows by paper_case.
UPDATE paper SET ended_at = $4, ended_why = $5, replaced_by = $6
WHERE region = $1 AND case_id = $2 AND kind = $3 AND ended_at IS NULL AND serial <> coalesce($6, '')
