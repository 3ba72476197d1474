-- The number of the list that a case is on. By the primary keys.
SELECT l.number FROM nominative_case AS n JOIN nominative AS l ON l.id = n.list_id WHERE n.region = $1 AND n.case_id = $2
