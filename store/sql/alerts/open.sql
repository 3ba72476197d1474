-- The region's open alerts. Some by alert_open.
SELECT id, rule, subject, level, value, opened_at, acked_by, acked_at, snoozed_until, incident, closed_at
FROM alert WHERE region = $1 AND closed_at IS NULL
ORDER BY opened_at, id
