-- Posts of a region that last until $2 or longer, also those to come, with who holds them: some hundreds by post_holder.
SELECT post.id, post.region, post.account_id, account.name, post.role, post.agency, post.from_day, post.until_day, post.acting,
    account.login, account.disabled_at, post.reviewed_at
FROM post JOIN account ON account.id = post.account_id
WHERE post.region = $1 AND (post.until_day IS NULL OR post.until_day >= $2)
ORDER BY account.name, post.role, post.agency, post.id
