-- Times in which alerts are quiet that are not over at $2. Few by maintenance_region.
SELECT id, from_at, until_at, reason, made_by FROM maintenance WHERE region = $1 AND until_at > $2
ORDER BY from_at, id
