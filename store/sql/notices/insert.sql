-- Notices from a JSON list ($2) of one region ($1). A few rows.
INSERT INTO notice (id, region, account_id, case_id, kind, subject, body, link, address, created_at, attempts, next_at)
SELECT id, $1, account, "case", kind, subject, body, link, address, created_at, 0,
    CASE WHEN address IS NOT NULL THEN created_at END
FROM json_to_recordset(CAST($2 AS json)) AS one (id UUID, account UUID, "case" UUID, kind TEXT, subject TEXT, body TEXT,
    link TEXT, address TEXT, created_at BIGINT)
