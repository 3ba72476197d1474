-- The slips of a month of one agency ($3), or of all where that is empty, in order. A stretch of slip_agency.
SELECT state FROM slip WHERE region = $1 AND month = $2 AND ($3 = '' OR agency = $3) ORDER BY agency, unit, staff_id
