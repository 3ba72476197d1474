-- One post.
INSERT INTO post (id, region, account_id, role, agency, from_day, until_day, acting)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
