-- What an officer did about a comment; its key refuses an act whose place is taken.
INSERT INTO comment_act (region, comment_id, version, at, actor, role, agency, what, reason, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
