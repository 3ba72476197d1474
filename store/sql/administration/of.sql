-- What was done with one subject, the newest first. By administration_event_version.
SELECT e.seq, e.subject, e.at, e.kind, e.actor, coalesce(a.name, ''), e.body
FROM administration_event e LEFT JOIN account a ON a.id = e.actor
WHERE e.region = $1 AND e.subject = $2
ORDER BY e.version DESC LIMIT $3
