-- The months of a region, the newest first. By the primary key.
SELECT state FROM work_month WHERE region = $1 ORDER BY month DESC LIMIT $2
