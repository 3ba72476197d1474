-- The cases that have exactly this word. A stretch of the primary key.
SELECT case_id FROM case_word WHERE region = $1 AND word = $2 ORDER BY case_id LIMIT $3
