-- Cases' projections from a JSON list ($2) of one region ($1), whose events are there. Some hundred rows.
INSERT INTO cases (region, id, service, number, applicant, version, stage, agency, holder, due_day, stage_since, submitted_at, title,
    organisation, district, affair, fiscal_year, requested, approved, outcome, closed_at, promised_day, state, paid, reported, assignee, assigned_until, held_until, seq)
SELECT $1, id, service, number, applicant, version, stage, agency, holder, due_day, stage_since, submitted_at, title,
    organisation, district, affair, fiscal_year, requested, approved, outcome, closed_at, promised_day, state, paid, reported, assignee, assigned_until, held_until,
    (SELECT max(seq) FROM event WHERE case_id = id)
FROM json_to_recordset(CAST($2 AS json)) AS one (id UUID, service TEXT, number TEXT, applicant UUID, version INTEGER, stage TEXT, agency TEXT, holder TEXT,
    due_day INTEGER, stage_since BIGINT, submitted_at BIGINT, title TEXT, organisation TEXT, district TEXT, affair TEXT,
    fiscal_year INTEGER, requested BIGINT, approved BIGINT, outcome TEXT, closed_at BIGINT, promised_day INTEGER,
    state TEXT, paid BIGINT, reported BIGINT, assignee UUID, assigned_until BIGINT, held_until INTEGER)
