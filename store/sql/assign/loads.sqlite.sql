-- Of the officers in the JSON list $2: how many open cases each has been given that are at work on time $3, and when each last got
-- one by turn at desk $4. Their piles, by cases_assignee, and the primary key.
SELECT unhex(asked.value),
    (SELECT count(*) FROM cases WHERE region = $1 AND assignee = unhex(asked.value) AND outcome IS NULL AND (assigned_until IS NULL OR assigned_until > $3)),
    (SELECT at FROM desk_turn WHERE region = $1 AND holder = $4 AND account_id = unhex(asked.value))
FROM json_each($2) AS asked
