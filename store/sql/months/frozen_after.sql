-- The first month after one ($2) that is frozen. By the primary key.
SELECT month FROM work_month WHERE region = $1 AND month > $2 AND status <> 'open' ORDER BY month LIMIT 1
