-- How many stand behind a case, and whether one account does. By the primary key.
SELECT COUNT(*), CAST(coalesce(SUM(CASE WHEN account = $3 THEN 1 ELSE 0 END), 0) AS BIGINT) FROM support WHERE region = $1 AND case_id = $2
