-- What is put aside at the desks of the JSON list $2 on day $3, by service, stage and due day. Some rows by cases_held.
SELECT CAST(NULL AS UUID), holder, service, stage, due_day, count(*)
FROM cases
WHERE region = $1 AND holder IN (SELECT json_array_elements_text(CAST($2 AS json))) AND outcome IS NULL AND held_until > $3
GROUP BY holder, service, stage, due_day
