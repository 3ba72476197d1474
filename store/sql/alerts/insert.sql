-- Opens an alert, unless another server was faster. By alert_open.
INSERT INTO alert (id, region, rule, subject, level, value, opened_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT DO NOTHING
