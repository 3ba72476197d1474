-- Everything that happened in the log of work behind a place, in the order of what it happened to, each with that as it stands. By
-- work_event_version.
SELECT e.subject, e.version, e.kind, e.body, coalesce(w.state, p.state, o.state)
FROM work_event e
LEFT JOIN work_entry w ON w.id = e.subject
LEFT JOIN work_plan p ON p.id = e.subject
LEFT JOIN objection o ON o.id = e.subject
WHERE e.region = $1 AND (e.subject, e.version) > ($2, $3)
ORDER BY e.subject, e.version LIMIT $4
