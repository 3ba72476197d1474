-- What happened to something, oldest first. By work_event_version.
SELECT body FROM work_event WHERE region = $1 AND subject = $2 ORDER BY version
