-- What somebody says of a pattern that was seen in their month.
UPDATE work_flag SET answer = $5, answered_at = $6 WHERE region = $1 AND month = $2 AND staff_id = $3 AND pattern = $4 AND verdict IS NULL
