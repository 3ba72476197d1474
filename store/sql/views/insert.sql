-- One view.
INSERT INTO desk_view (id, region, owner, role, name, query, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
