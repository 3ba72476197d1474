-- Notices from a JSON list ($2) of one region ($1). A few rows.
INSERT INTO notice (id, region, account_id, case_id, kind, subject, body, link, address, created_at, attempts, next_at)
SELECT unhex(value ->> '$.id'), $1, unhex(value ->> '$.account'), unhex(value ->> '$.case'), value ->> '$.kind',
    value ->> '$.subject', value ->> '$.body', value ->> '$.link', value ->> '$.address', value ->> '$.created_at', 0,
    iif(value ->> '$.address' IS NULL, NULL, value ->> '$.created_at')
FROM json_each($2)
