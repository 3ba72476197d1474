-- Takes one case off its list. By the primary key.
DELETE FROM nominative_case WHERE region = $1 AND case_id = $2
