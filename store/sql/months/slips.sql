-- The slips of a month in order. A stretch of slip_agency.
SELECT agency, state FROM slip WHERE region = $1 AND month = $2 ORDER BY agency, unit, staff_id
