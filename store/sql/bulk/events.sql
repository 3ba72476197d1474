-- Events from a JSON list ($2) of one region ($1), in the list's order. Some hundred rows.
INSERT INTO event (region, case_id, version, at, kind, actor, body)
SELECT $1, "case", version, at, kind, actor, body
FROM ROWS FROM (json_to_recordset(CAST($2 AS json)) AS ("case" UUID, version INTEGER, at BIGINT, kind TEXT, actor UUID, body TEXT))
    WITH ORDINALITY AS one ("case", version, at, kind, actor, body, place)
ORDER BY place
