-- A session was shown a case's secret. One row by the primary key.
INSERT INTO session_case (token_hash, region, case_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
