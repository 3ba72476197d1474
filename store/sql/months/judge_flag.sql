-- What a check of a pattern gave. The first check counts.
UPDATE work_flag SET verdict = $5, judged_at = $6 WHERE region = $1 AND month = $2 AND staff_id = $3 AND pattern = $4 AND verdict IS NULL
