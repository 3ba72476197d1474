-- Puts a comment before those who moderate.
INSERT INTO comment_waiting (region, at, comment_id) VALUES ($1, $2, $3)
