-- Takes all cases off a list. By nominative_case_list.
DELETE FROM nominative_case WHERE region = $1 AND list_id = $2
