-- This server goes on with it until $3.
UPDATE batch SET claimed_until = $3 WHERE id = $2 AND region = $1 AND ended_at IS NULL
