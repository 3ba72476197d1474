-- What officer $5 works on at the desks of the JSON list $2 at time $3, by service, stage and due day; what is put aside on day $4 is
-- left out. Their pile, by cases_assignee.
SELECT assignee, holder, service, stage, due_day, count(*)
FROM cases INDEXED BY cases_assignee
WHERE region = $1 AND assignee = $5 AND outcome IS NULL AND (assigned_until IS NULL OR assigned_until > $3)
    AND holder IN (SELECT value FROM json_each($2)) AND (held_until IS NULL OR held_until <= $4)
GROUP BY assignee, holder, service, stage, due_day
