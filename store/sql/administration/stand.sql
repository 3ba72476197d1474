-- How a region stands from now on.
INSERT INTO standing (region, state, reason, since) VALUES ($1, $2, $3, $4)
ON CONFLICT (region) DO UPDATE SET state = excluded.state, reason = excluded.reason, since = excluded.since
