-- What was written about a case, the newest first. By comment_case.
SELECT id, case_id, kind, alias, body, contact_sealed, at
FROM comment
WHERE region = $1 AND case_id = $2
ORDER BY at DESC, id DESC
LIMIT $3
