-- Events from a JSON list ($2) of one region ($1), in its order.
INSERT INTO work_event (region, subject, version, at, kind, actor, body)
SELECT $1, one.subject, one.version, one.at, one.kind, one.actor, one.body
FROM json_to_recordset(CAST($2 AS json)) AS one (subject UUID, version INTEGER, at BIGINT, kind TEXT, actor UUID, body TEXT)
