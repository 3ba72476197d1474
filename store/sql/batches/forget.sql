-- What was chosen before $2 and never ordered.
DELETE FROM batch WHERE region = $1 AND runs_at IS NULL AND made_at < $2
