-- All posts of an account: a few by post_account.
SELECT post.id, post.region, post.account_id, account.name, post.role, post.agency, post.from_day, post.until_day, post.acting
FROM post JOIN account ON account.id = post.account_id
WHERE post.account_id = $1
ORDER BY post.from_day, post.id
