-- How many are unread, except those of a kind that is not shown: a few by notice_unread.
SELECT count(*) FROM notice WHERE region = $1 AND account_id = $2 AND read_at IS NULL AND kind <> $3
