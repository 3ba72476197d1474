-- The oldest open case of each stage. One look into cases_oldest for each stage that the living counters name.
SELECT service, stage, (
    SELECT min(stage_since) FROM cases
    WHERE cases.region = $1 AND cases.service = living.service AND cases.stage = living.stage AND cases.outcome IS NULL
) AS since
FROM (SELECT DISTINCT service, stage FROM queue_count WHERE region = $1 AND n <> 0) AS living
ORDER BY service, stage
