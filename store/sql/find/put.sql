-- Words of cases, from a JSON list ($2) of one region ($1).
INSERT INTO case_word (region, word, case_id)
SELECT $1, word, "case" FROM json_to_recordset(CAST($2 AS json)) AS one (word TEXT, "case" UUID)
ON CONFLICT DO NOTHING
