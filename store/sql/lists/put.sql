-- A list as it stands now.
INSERT INTO nominative (id, region, service, fiscal_year, number, status, version, edition, lines, total, changed_at, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (id) DO UPDATE SET status = excluded.status, version = excluded.version, edition = excluded.edition,
    lines = excluded.lines, total = excluded.total, changed_at = excluded.changed_at, state = excluded.state
