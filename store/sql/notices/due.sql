-- What is due to be sent by $1, of every region. By notice_unsent, which holds only what waits.
SELECT id, region, account_id, case_id, kind, subject, body, link, address, created_at, read_at, sent_at, attempts, next_at
FROM notice
WHERE sent_at IS NULL AND next_at IS NOT NULL AND next_at <= $1
ORDER BY next_at
LIMIT $2
