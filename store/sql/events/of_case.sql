-- All events of one case, oldest first: about ten. By event_case_version.
SELECT seq, body FROM event WHERE case_id = $2 AND region = $1 ORDER BY version
