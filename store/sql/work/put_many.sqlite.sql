-- Entries that are new, from a JSON list ($2) of one region ($1).
INSERT INTO work_entry (id, region, staff_id, month, day, code, status, minutes, since, judged_by, late_for, case_seq, version, state, aim, loose)
SELECT unhex(value ->> '$.id'), $1, unhex(value ->> '$.staff'), value ->> '$.month', value ->> '$.day', value ->> '$.code', value ->> '$.status',
    value ->> '$.minutes', value ->> '$.since', unhex(value ->> '$.judge'), NULL, value ->> '$.case', value ->> '$.version', value ->> '$.state', unhex(value ->> '$.aim'), value ->> '$.loose'
FROM json_each($2)
