-- A case's words. By case_word_case.
DELETE FROM case_word WHERE region = $1 AND case_id = $2
