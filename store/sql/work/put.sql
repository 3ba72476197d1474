-- An entry as it stands.
INSERT INTO work_entry (id, region, staff_id, month, day, code, status, minutes, since, judged_by, late_for, case_seq, version, state, aim, loose)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
ON CONFLICT (id) DO UPDATE SET month = excluded.month, day = excluded.day, code = excluded.code, status = excluded.status, minutes = excluded.minutes,
    since = excluded.since, judged_by = excluded.judged_by, late_for = excluded.late_for, version = excluded.version, state = excluded.state, aim = excluded.aim, loose = excluded.loose
