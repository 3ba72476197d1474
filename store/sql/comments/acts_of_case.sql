-- What officers did about a case's comments, each comment's in the order in which they did. By comment_case, then the primary key.
SELECT a.comment_id, a.at, a.role, a.agency, a.what, a.reason, a.body
FROM comment c JOIN comment_act a ON a.region = c.region AND a.comment_id = c.id
WHERE c.region = $1 AND c.case_id = $2
ORDER BY a.comment_id, a.version
