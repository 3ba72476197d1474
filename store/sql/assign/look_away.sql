-- Whoever was last seen before $2 is gone. Goes through the table, which holds a few rows.
DELETE FROM presence WHERE region = $1 AND seen_at < $2
