-- The licence of a case. One row by the primary key.
SELECT case_id, service, serial, holder, activity, place, district, valid_from, valid_until, status, status_since FROM licence WHERE region = $1 AND case_id = $2
