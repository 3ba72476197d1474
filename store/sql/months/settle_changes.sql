-- Changes ($3, a JSON list of their ids) are settled in a month ($2) that was frozen.
UPDATE slip_change SET settled_month = $2
WHERE region = $1 AND settled_month IS NULL AND id IN (SELECT CAST(json_array_elements_text(CAST($3 AS json)) AS UUID))
