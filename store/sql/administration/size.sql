-- How many cases a region has, how many of them are open, and when the last event was: by cases_number, queue_count_live and event_day.
SELECT (SELECT count(*) FROM cases WHERE region = $1),
    (SELECT CAST(coalesce(sum(n), 0) AS BIGINT) FROM queue_count WHERE region = $1),
    (SELECT max(at) FROM event WHERE region = $1 AND kind IN ('submitted', 'moved'))
