-- All decisions, to compare.
SELECT service, day, case_id, days FROM pace WHERE region = $1 ORDER BY case_id
