-- Who holds a role, at an agency ($3) or anywhere: a few by post_holder.
SELECT post.id, post.region, post.account_id, account.name, post.role, post.agency, post.from_day, post.until_day, post.acting
FROM post JOIN account ON account.id = post.account_id
WHERE post.region = $1 AND post.role = $2 AND (CAST($3 AS TEXT) IS NULL OR post.agency = $3)
ORDER BY post.from_day, post.id
