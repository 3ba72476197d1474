-- Cases' projections from a JSON list ($2) of one region ($1), whose events are there. Some hundred rows.
INSERT INTO cases (region, id, service, number, applicant, version, stage, agency, holder, due_day, stage_since, submitted_at, title,
    organisation, district, affair, fiscal_year, requested, approved, outcome, closed_at, promised_day, state, paid, reported, assignee, assigned_until, held_until, seq)
SELECT $1, unhex(value ->> '$.id'), value ->> '$.service', value ->> '$.number', unhex(value ->> '$.applicant'),
    value ->> '$.version', value ->> '$.stage', value ->> '$.agency', value ->> '$.holder', value ->> '$.due_day',
    value ->> '$.stage_since', value ->> '$.submitted_at', value ->> '$.title', value ->> '$.organisation',
    value ->> '$.district', value ->> '$.affair', value ->> '$.fiscal_year', value ->> '$.requested',
    value ->> '$.approved', value ->> '$.outcome', value ->> '$.closed_at', value ->> '$.promised_day',
    value ->> '$.state', value ->> '$.paid', value ->> '$.reported', unhex(value ->> '$.assignee'), value ->> '$.assigned_until',
    value ->> '$.held_until', (SELECT max(seq) FROM event WHERE case_id = unhex(value ->> '$.id'))
FROM json_each($2)
