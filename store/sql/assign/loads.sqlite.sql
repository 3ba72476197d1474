-- Of the officers in the JSON list $2: where $5 says so how many open cases each works on at time $3, and when each last got one at
-- desk $4. Their piles, by cases_assignee alone, and the primary key.
SELECT unhex(asked.value),
    CASE WHEN $5 THEN (SELECT count(*) FROM cases WHERE region = $1 AND assignee = unhex(asked.value) AND outcome IS NULL AND (assigned_until IS NULL OR assigned_until > $3)) ELSE 0 END,
    (SELECT at FROM desk_turn WHERE region = $1 AND holder = $4 AND account_id = unhex(asked.value))
FROM json_each($2) AS asked
