-- Somebody's objection to a month. By objection_month.
SELECT state FROM objection WHERE region = $1 AND staff_id = $2 AND month = $3
