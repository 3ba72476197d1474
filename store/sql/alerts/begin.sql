-- An incident begins.
INSERT INTO incident (id, region, title, opened_by, opened_at) VALUES ($1, $2, $3, $4, $5)
