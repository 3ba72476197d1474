-- The newest month before one ($2) that was reckoned and is not frozen. By the primary key.
SELECT month FROM work_month WHERE region = $1 AND month < $2 AND status = 'open' ORDER BY month DESC LIMIT 1
