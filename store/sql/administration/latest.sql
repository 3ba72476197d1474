-- What was done in a region, the newest first. By administration_event_region.
SELECT e.seq, e.subject, e.at, e.kind, e.actor, coalesce(a.name, ''), e.body
FROM administration_event e LEFT JOIN account a ON a.id = e.actor
WHERE e.region = $1
ORDER BY e.seq DESC LIMIT $2
