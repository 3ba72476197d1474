-- Plans of some people ($3, a JSON list) for a year. Stretches of work_plan_year.
SELECT state FROM work_plan WHERE region = $1 AND year = $2 AND staff_id IN (SELECT unhex(value) FROM json_each($3)) ORDER BY staff_id, position
