-- What was done about an incident and its alerts, the earliest first. Some by tending_incident and tending_alert.
SELECT alert, at, account, what, note
FROM tending
WHERE region = $1 AND (incident = $2 OR alert IN (SELECT id FROM alert WHERE region = $1 AND incident = $2))
ORDER BY at, id
