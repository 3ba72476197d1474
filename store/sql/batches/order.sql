-- What is done to each, and when; only once, and not to what was taken back.
UPDATE batch SET deed = $3, runs_at = $4 WHERE id = $2 AND region = $1 AND runs_at IS NULL AND undone_at IS NULL
