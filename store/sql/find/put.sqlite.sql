-- Words of cases, from a JSON list ($2) of one region ($1).
INSERT INTO case_word (region, word, case_id)
SELECT $1, value ->> '$.word', unhex(value ->> '$.case') FROM json_each($2) WHERE true
ON CONFLICT DO NOTHING
