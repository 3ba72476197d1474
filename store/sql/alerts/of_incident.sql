-- The alerts of an incident. Few.
SELECT id, rule, subject, level, value, opened_at, acked_by, acked_at, snoozed_until, incident, closed_at
FROM alert WHERE region = $1 AND incident = $2
ORDER BY opened_at, id
