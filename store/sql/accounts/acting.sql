-- Acting posts of a region that last until day $2 or longer, with why they were given. By acting_post's key: a few.
SELECT post.id, post.region, post.account_id, account.name, post.role, post.agency, post.from_day, post.until_day, post.acting,
       acting_post.reason
FROM acting_post JOIN post ON post.id = acting_post.post_id JOIN account ON account.id = post.account_id
WHERE acting_post.region = $1 AND post.until_day >= $2
ORDER BY post.from_day, post.id
