-- All cases of a region in the order in which they came. By event_first.
SELECT case_id FROM event WHERE region = $1 AND version = 1 ORDER BY seq
