-- How many entries begin with the letters between $2 and $3, and $4 at most. A stretch of the primary key.
SELECT count(*) FROM (SELECT 1 FROM case_word WHERE region = $1 AND word >= $2 AND word < $3 LIMIT $4) AS few
