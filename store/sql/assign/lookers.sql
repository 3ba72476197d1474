-- Who else has a case open, seen since $4. By the primary key.
SELECT presence.account_id, account.name FROM presence JOIN account ON account.id = presence.account_id
WHERE presence.region = $1 AND presence.case_id = $2 AND presence.account_id <> $3 AND presence.seen_at >= $4
ORDER BY account.name
LIMIT 20
