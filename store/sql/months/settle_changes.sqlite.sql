-- Changes ($3, a JSON list of their ids) are settled in a month ($2) that was frozen.
UPDATE slip_change SET settled_month = $2 WHERE region = $1 AND settled_month IS NULL AND id IN (SELECT unhex(value) FROM json_each($3))
