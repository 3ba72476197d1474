-- The region's keys, the newest first. A stretch of signal_key_region.
SELECT id, source, name, made_at, seen_at, revoked_at FROM signal_key WHERE region = $1
ORDER BY made_at DESC
LIMIT $2
