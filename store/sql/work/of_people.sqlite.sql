-- Entries of some people ($3, a JSON list) in a month. Stretches of work_entry_month.
SELECT state FROM work_entry
WHERE region = $1 AND month = $2 AND staff_id IN (SELECT unhex(value) FROM json_each($3)) ORDER BY staff_id, day, id
