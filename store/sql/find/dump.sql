-- The words of all cases of a region. By the primary key.
SELECT word, case_id FROM case_word WHERE region = $1 ORDER BY word, case_id
