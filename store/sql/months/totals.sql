-- What a month is worth by agency and unit. A stretch of slip_agency.
SELECT agency, unit, count(*), CAST(sum(earned) AS BIGINT), CAST(sum(paid) AS BIGINT), CAST(coalesce(avg(performance), 0) AS BIGINT)
FROM slip WHERE region = $1 AND month = $2 GROUP BY agency, unit ORDER BY agency, unit
