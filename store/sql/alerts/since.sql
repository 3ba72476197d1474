-- Alerts that were opened from $2 on and before $3, or are open still. A stretch of alert_region, and some by alert_open.
SELECT id, rule, subject, level, value, opened_at, acked_by, acked_at, snoozed_until, incident, closed_at
FROM alert WHERE region = $1 AND opened_at < $3 AND (opened_at >= $2 OR closed_at IS NULL OR closed_at >= $2)
ORDER BY opened_at DESC, id
LIMIT $4
