-- Keeps a template's text under its hash. One row.
INSERT INTO paper_template (region, hash, sources) VALUES ($1, $2, $3) ON CONFLICT (region, hash) DO NOTHING
