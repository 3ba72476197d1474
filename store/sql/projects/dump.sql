-- All projects, to compare.
SELECT case_id, service, fund, latitude, longitude, starts_day, ends_day, began_day, finished_day, physical, reported_day, schedule,
    activity, contractor, procurement, proposal
FROM project WHERE region = $1 ORDER BY case_id
