-- An alert. By the primary key.
SELECT id, rule, subject, level, value, opened_at, acked_by, acked_at, snoozed_until, incident, closed_at
FROM alert WHERE region = $1 AND id = $2
