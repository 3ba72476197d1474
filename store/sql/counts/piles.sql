-- Who works on how much at the desks of the JSON list $2 at time $3, by service, stage and due day; what is put aside on day $4 is
-- left out. What is given to anybody in the region, by cases_assignee.
SELECT assignee, holder, service, stage, due_day, count(*)
FROM cases
WHERE region = $1 AND assignee IS NOT NULL AND outcome IS NULL AND (assigned_until IS NULL OR assigned_until > $3)
    AND holder IN (SELECT json_array_elements_text(CAST($2 AS json))) AND (held_until IS NULL OR held_until <= $4)
GROUP BY assignee, holder, service, stage, due_day
