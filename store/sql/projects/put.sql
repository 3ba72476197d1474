-- Projects as they stand, from a JSON list ($2) of one region ($1).
INSERT INTO project (case_id, region, service, fund, latitude, longitude, starts_day, ends_day, began_day, finished_day, physical, reported_day, schedule, activity, contractor, procurement, proposal)
SELECT one."case", $1, one.service, one.fund, one.latitude, one.longitude, one.starts, one.ends, one.began, one.finished, one.physical, one.reported, one.schedule, one.activity, one.contractor, one.procurement, one.proposal
FROM json_to_recordset(CAST($2 AS json)) AS one ("case" UUID, service TEXT, fund TEXT, latitude INTEGER, longitude INTEGER, starts INTEGER, ends INTEGER, began INTEGER, finished INTEGER, physical INTEGER, reported INTEGER, schedule TEXT, activity TEXT, contractor TEXT, procurement TEXT, proposal TEXT)
ON CONFLICT (case_id) DO UPDATE SET fund = excluded.fund, latitude = excluded.latitude, longitude = excluded.longitude,
    starts_day = excluded.starts_day, ends_day = excluded.ends_day, began_day = excluded.began_day, finished_day = excluded.finished_day,
    physical = excluded.physical, reported_day = excluded.reported_day, schedule = excluded.schedule, activity = excluded.activity, contractor = excluded.contractor,
    procurement = excluded.procurement, proposal = excluded.proposal
