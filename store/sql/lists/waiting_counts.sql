-- How many cases wait for a list, by budget year. By cases_waiting.
SELECT c.fiscal_year, count(*)
FROM cases AS c
WHERE c.region = $1 AND c.service = $2 AND c.stage = $3 AND c.outcome IS NULL
    AND NOT EXISTS (SELECT 1 FROM nominative_case AS n WHERE n.region = c.region AND n.case_id = c.id)
GROUP BY c.fiscal_year
ORDER BY c.fiscal_year
