-- One line; the newest of its place counts.
INSERT INTO budget_line (region, fiscal_year, service, affair, rupiah, rule, why, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
