-- One word of a case. By case_word_case.
DELETE FROM case_word WHERE region = $1 AND case_id = $2 AND word = $3
