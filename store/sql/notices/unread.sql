-- How many are unread: a few by notice_unread.
SELECT count(*) FROM notice WHERE region = $1 AND account_id = $2 AND read_at IS NULL
