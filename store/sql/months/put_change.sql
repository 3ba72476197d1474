-- Notes that something of a signed month turned out to be otherwise.
INSERT INTO slip_change (id, region, month, staff_id, why, at) VALUES ($1, $2, $3, $4, $5, $6)
