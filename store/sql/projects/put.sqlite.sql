-- Projects as they stand, from a JSON list ($2) of one region ($1).
INSERT INTO project (case_id, region, service, fund, latitude, longitude, starts_day, ends_day, began_day, finished_day, physical, reported_day, schedule, activity, contractor, procurement, proposal)
SELECT unhex(value ->> '$.case'), $1, value ->> '$.service', value ->> '$.fund', value ->> '$.latitude', value ->> '$.longitude',
    value ->> '$.starts', value ->> '$.ends', value ->> '$.began', value ->> '$.finished', value ->> '$.physical', value ->> '$.reported',
    value ->> '$.schedule', value ->> '$.activity', value ->> '$.contractor', value ->> '$.procurement', value ->> '$.proposal'
FROM json_each($2) WHERE true
ON CONFLICT (case_id) DO UPDATE SET fund = excluded.fund, latitude = excluded.latitude, longitude = excluded.longitude,
    starts_day = excluded.starts_day, ends_day = excluded.ends_day, began_day = excluded.began_day, finished_day = excluded.finished_day,
    physical = excluded.physical, reported_day = excluded.reported_day, schedule = excluded.schedule, activity = excluded.activity, contractor = excluded.contractor,
    procurement = excluded.procurement, proposal = excluded.proposal
