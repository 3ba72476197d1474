-- How many people hold each role of a region on a day: a few hundred posts by post_holder.
SELECT role, COUNT(DISTINCT account_id)
FROM post
WHERE region = $1 AND from_day <= $2 AND (until_day IS NULL OR until_day >= $2)
GROUP BY role
