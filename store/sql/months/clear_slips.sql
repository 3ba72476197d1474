-- The slips of a month, to be reckoned anew.
DELETE FROM slip WHERE region = $1 AND month = $2
