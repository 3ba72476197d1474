-- Entries of some people ($2, a JSON list) between two days. Stretches of work_entry_day.
SELECT state FROM work_entry
WHERE region = $1 AND staff_id IN (SELECT CAST(json_array_elements_text(CAST($2 AS json)) AS UUID)) AND day BETWEEN $3 AND $4
ORDER BY staff_id, day, id
