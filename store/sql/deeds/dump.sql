-- All deeds, to compare.
SELECT day, account_id, service, stage, kind, days, CAST(sum(n) AS BIGINT) FROM deed WHERE region = $1
GROUP BY day, account_id, service, stage, kind, days
ORDER BY day, account_id, service, stage, kind, days
