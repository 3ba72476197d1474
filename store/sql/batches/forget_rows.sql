-- The cases of what was chosen before $2 and never ordered.
DELETE FROM batch_row WHERE region = $1 AND batch_id IN (SELECT id FROM batch WHERE region = $1 AND runs_at IS NULL AND made_at < $2)
