-- One event of a list.
INSERT INTO list_event (region, list_id, version, at, kind, actor, body) VALUES ($1, $2, $3, $4, $5, $6, $7)
