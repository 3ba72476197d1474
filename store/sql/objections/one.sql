-- An objection. By the primary key.
SELECT state FROM objection WHERE region = $1 AND id = $2
