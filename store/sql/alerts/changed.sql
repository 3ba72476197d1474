-- Something changed of the region's alerts. By the primary key.
INSERT INTO alert_change (region, n) VALUES ($1, 1) ON CONFLICT (region) DO UPDATE SET n = alert_change.n + 1
