-- Decisions, from a JSON list ($2) of one region ($1); the first of a case counts.
INSERT INTO pace (region, service, day, case_id, days)
SELECT $1, service, day, "case", days FROM json_to_recordset(CAST($2 AS json)) AS one (service TEXT, day INTEGER, "case" UUID, days INTEGER)
ON CONFLICT (region, case_id) DO NOTHING
