-- Events from a JSON list ($2) of one region ($1), in its order.
INSERT INTO work_event (region, subject, version, at, kind, actor, body)
SELECT $1, unhex(value ->> '$.subject'), value ->> '$.version', value ->> '$.at', value ->> '$.kind', unhex(value ->> '$.actor'), value ->> '$.body'
FROM json_each($2)
