-- All deeds, to compare.
SELECT day, account_id, service, stage, kind, days, n FROM deed WHERE region = $1 ORDER BY day, account_id, service, stage, kind, days
