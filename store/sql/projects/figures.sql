-- How many projects of a service there are, and what they are to cost, by year, field of affairs, district, source of funds and stage.
-- One pass over the service's projects.
SELECT c.fiscal_year, c.affair, c.district, p.fund, c.stage, COUNT(*) AS projects,
    CAST(coalesce(SUM(c.requested), 0) AS BIGINT) AS requested, CAST(coalesce(SUM(c.approved), 0) AS BIGINT) AS contract,
    CAST(coalesce(SUM(c.paid), 0) AS BIGINT) AS paid
FROM cases c JOIN project p ON p.case_id = c.id
WHERE c.region = $1 AND c.service = $2
GROUP BY c.fiscal_year, c.affair, c.district, p.fund, c.stage
ORDER BY c.fiscal_year, c.affair, c.district, p.fund, c.stage
