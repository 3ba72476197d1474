-- A newer assessment takes the place of what was not paid.
UPDATE bill SET status = 'void' WHERE region = $1 AND case_id = $2 AND status = 'open'
