-- Cases that wait to be put on a list of a year, the oldest first. By cases_waiting.
SELECT c.state, c.seq
FROM cases AS c
WHERE c.region = $1 AND c.service = $2 AND c.stage = $3 AND c.fiscal_year = $4 AND c.outcome IS NULL
    AND NOT EXISTS (SELECT 1 FROM nominative_case AS n WHERE n.region = c.region AND n.case_id = c.id)
ORDER BY c.submitted_at, c.id
LIMIT $5
