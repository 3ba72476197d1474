-- Appends an event; another of the same version was faster where it is refused.
INSERT INTO work_event (region, subject, version, at, kind, actor, body) VALUES ($1, $2, $3, $4, $5, $6, $7)
