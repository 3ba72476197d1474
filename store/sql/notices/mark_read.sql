-- One notice ($3) or all of an inbox. By notice_unread.
UPDATE notice SET read_at = $4
WHERE region = $1 AND account_id = $2 AND read_at IS NULL AND (CAST($3 AS UUID) IS NULL OR id = $3)
