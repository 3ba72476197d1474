-- One more version of an announcement; its key refuses a version that is there already.
INSERT INTO announcement (id, region, version, at, actor, role, service, title, body, from_day, until_day, withdrawn)
VALUES ($2, $1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
