-- Batches that wait for a server, the earliest first, with their time. By batch_waits.
SELECT id, runs_at FROM batch
WHERE region = $1 AND runs_at IS NOT NULL AND undone_at IS NULL AND ended_at IS NULL AND (claimed_until IS NULL OR claimed_until < $2)
ORDER BY runs_at LIMIT 20
