-- What somebody did about an alert or an incident.
INSERT INTO tending (id, region, alert, incident, at, account, what, note)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
