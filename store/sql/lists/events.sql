-- What happened to a list, oldest first. By list_event_version.
SELECT body FROM list_event WHERE region = $1 AND list_id = $2 ORDER BY version
