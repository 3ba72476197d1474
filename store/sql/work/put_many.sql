-- Entries that are new, from a JSON list ($2) of one region ($1).
INSERT INTO work_entry (id, region, staff_id, month, day, code, status, minutes, since, judged_by, late_for, case_seq, version, state, aim, loose)
SELECT one.id, $1, one.staff, one.month, one.day, one.code, one.status, one.minutes, one.since, one.judge, NULL, one."case", one.version, one.state, one.aim, one.loose
FROM json_to_recordset(CAST($2 AS json)) AS one (id UUID, staff UUID, month INTEGER, day INTEGER, code TEXT, status TEXT, minutes INTEGER, since BIGINT, judge UUID, "case" BIGINT, version INTEGER, state TEXT, aim UUID, loose INTEGER)
