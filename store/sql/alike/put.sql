-- What cases say, from a JSON list ($2) of one region ($1).
INSERT INTO likeness (region, kind, hash, case_id)
SELECT $1, kind, decode(hash, 'hex'), "case" FROM json_to_recordset(CAST($2 AS json)) AS one (kind TEXT, hash TEXT, "case" UUID)
ON CONFLICT DO NOTHING
