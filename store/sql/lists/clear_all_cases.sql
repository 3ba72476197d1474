-- Takes all cases off all lists.
DELETE FROM nominative_case WHERE region = $1
