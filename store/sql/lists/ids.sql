-- All lists of a region that have events.
SELECT DISTINCT list_id FROM list_event WHERE region = $1 ORDER BY list_id
