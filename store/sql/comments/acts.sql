-- What officers did about a comment, in the order in which they did. By the primary key.
SELECT comment_id, at, role, agency, what, reason, body
FROM comment_act
WHERE region = $1 AND comment_id = $2
ORDER BY version
