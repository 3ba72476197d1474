-- Everybody of a region.
SELECT id, number, name, from_day, until_day, account_id FROM staff WHERE region = $1 ORDER BY number
