-- What is put aside at the desks of the JSON list $2 on day $3, by service, stage and due day. Some rows by cases_held.
SELECT NULL, holder, service, stage, due_day, count(*)
FROM cases INDEXED BY cases_held
WHERE region = $1 AND holder IN (SELECT value FROM json_each($2)) AND outcome IS NULL AND held_until > $3
GROUP BY holder, service, stage, due_day
