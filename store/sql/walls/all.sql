-- The region's links, the newest first. A page by wall_region.
SELECT id, name, board, made_at, seen_at, revoked_at FROM wall WHERE region = $1 ORDER BY made_at DESC LIMIT $2
