-- The cases of a list. By nominative_case_list, then the primary key.
SELECT c.state, c.seq
FROM nominative_case AS n JOIN cases AS c ON c.id = n.case_id
WHERE n.region = $1 AND n.list_id = $2
