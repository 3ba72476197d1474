-- What is known of some people's presence ($2, a JSON list) between two days. Stretches of the primary key.
SELECT staff_id, day, came_at, left_at, absence FROM attendance
WHERE region = $1 AND staff_id IN (SELECT CAST(json_array_elements_text(CAST($2 AS json)) AS UUID)) AND day BETWEEN $3 AND $4
ORDER BY staff_id, day
