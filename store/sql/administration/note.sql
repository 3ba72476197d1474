-- What was done, as the next of its subject.
INSERT INTO administration_event (region, subject, version, at, kind, actor, body)
VALUES ($1, $2, (SELECT coalesce(max(version), 0) + 1 FROM administration_event WHERE subject = $2), $3, $4, $5, $6)
