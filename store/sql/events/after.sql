-- The tail: events after a number, up to the horizon, in order. By the primary key.
SELECT seq, region, case_id, version, at, kind, body
FROM event
WHERE seq > $1 AND seq <= $2
ORDER BY seq
LIMIT $3
