-- A month as it stands. By the primary key.
SELECT state FROM work_month WHERE region = $1 AND month = $2
