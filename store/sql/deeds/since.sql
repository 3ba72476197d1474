-- What officers did since day $2, at one service ($3) or at all where that is empty. A stretch of the primary key.
SELECT account_id, kind, days, CAST(sum(n) AS BIGINT) FROM deed
WHERE region = $1 AND day >= $2 AND ($3 = '' OR service = $3)
GROUP BY account_id, kind, days
ORDER BY account_id, kind, days
