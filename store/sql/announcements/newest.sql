-- The newest version of each announcement that begins before (day $2, id $3), the latest beginning first; withdrawn ones only
-- with $4. Reads a region's announcements by the primary key: some hundred rows in years.
SELECT id, version, at, actor, role, service, title, body, from_day, until_day, withdrawn
FROM announcement AS one
WHERE region = $1 AND (from_day, id) < ($2, $3) AND ($4 OR withdrawn IS NULL)
    AND version = (SELECT max(version) FROM announcement AS other WHERE other.region = one.region AND other.id = one.id)
ORDER BY from_day DESC, id DESC
LIMIT $5
