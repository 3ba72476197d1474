-- All licences, to compare.
SELECT case_id, service, serial, holder, activity, place, district, valid_from, valid_until, status, status_since, next_day
FROM licence WHERE region = $1 ORDER BY case_id
