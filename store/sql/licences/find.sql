-- Licences whose case has a word between $2 and $3 and, for each entry of the JSON list $4, a word between its ends too. At most $5
-- entries of the first word are looked at, the shortest words first. A stretch of the primary key of case_word, then the primary keys.
WITH begun AS (
    SELECT case_id FROM case_word WHERE region = $1 AND word >= $2 AND word < $3 ORDER BY word LIMIT $5
)
SELECT DISTINCT l.case_id, l.service, l.serial, l.holder, l.activity, l.place, l.district, l.valid_from, l.valid_until, l.status, l.status_since
FROM begun JOIN licence AS l ON l.case_id = begun.case_id
WHERE NOT EXISTS (
    SELECT 1 FROM json_array_elements(CAST($4 AS json)) AS asked
    WHERE NOT EXISTS (SELECT 1 FROM case_word AS x WHERE x.case_id = begun.case_id AND x.word >= asked ->> 0 AND x.word < asked ->> 1))
ORDER BY l.valid_from DESC, l.case_id DESC
LIMIT $6
