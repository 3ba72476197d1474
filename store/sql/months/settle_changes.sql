-- What was not settled yet is settled in a month ($2) that was frozen.
UPDATE slip_change SET settled_month = $2 WHERE region = $1 AND month < $2 AND settled_month IS NULL
