-- The queue counters as the projected cases say they should be. Reads the region's open cases.
SELECT service, stage, agency, CASE WHEN due_day = 2147483647 THEN 0 ELSE due_day END AS due, count(*)
FROM cases
WHERE region = $1 AND outcome IS NULL
GROUP BY service, stage, agency, due_day
ORDER BY service, stage, agency, due
