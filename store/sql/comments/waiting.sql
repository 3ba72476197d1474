-- Comments that nobody has shown or hidden yet, behind (at $2, id $3), the oldest first. A page by comment_waiting's key.
SELECT comment.id, comment.case_id, comment.kind, comment.alias, comment.body, comment.contact_sealed, comment.at
FROM comment_waiting JOIN comment ON comment.id = comment_waiting.comment_id AND comment.region = comment_waiting.region
WHERE comment_waiting.region = $1 AND (comment_waiting.at, comment_waiting.comment_id) > ($2, $3)
ORDER BY comment_waiting.at, comment_waiting.comment_id
LIMIT $4
