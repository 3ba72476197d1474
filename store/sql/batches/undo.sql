-- Takes it back, while nobody has begun with it.
UPDATE batch SET undone_at = $4
WHERE id = $2 AND region = $1 AND account_id = $3 AND undone_at IS NULL AND ended_at IS NULL AND claimed_until IS NULL
