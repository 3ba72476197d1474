-- Decisions, from a JSON list ($2) of one region ($1); the first of a case counts.
INSERT INTO pace (region, service, day, case_id, days)
SELECT $1, value ->> '$.service', value ->> '$.day', unhex(value ->> '$.case'), value ->> '$.days' FROM json_each($2) WHERE true
ON CONFLICT (region, case_id) DO NOTHING
