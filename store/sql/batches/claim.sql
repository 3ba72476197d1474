-- This server runs it until $4, unless another one does at $3.
UPDATE batch SET claimed_until = $4
WHERE id = $2 AND region = $1 AND undone_at IS NULL AND ended_at IS NULL AND runs_at <= $3 AND (claimed_until IS NULL OR claimed_until < $3)
