-- All its cases were tried.
UPDATE batch SET ended_at = $3 WHERE id = $2 AND region = $1 AND ended_at IS NULL
