-- An inbox, newest first. A page by notice_account.
SELECT id, region, account_id, case_id, kind, subject, body, link, address, created_at, read_at, sent_at, attempts, next_at
FROM notice
WHERE region = $1 AND account_id = $2
ORDER BY created_at DESC, id DESC
LIMIT $3
