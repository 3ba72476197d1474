-- Events from a JSON list ($2) of one region ($1), in the list's order. Some hundred rows.
INSERT INTO event (region, case_id, version, at, kind, actor, body)
SELECT $1, unhex(value ->> '$.case'), value ->> '$.version', value ->> '$.at', value ->> '$.kind', unhex(value ->> '$.actor'), value ->> '$.body'
FROM json_each($2)
