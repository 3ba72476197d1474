-- Where open cases stand. By queue_count_live: the living counters alone, some hundreds.
SELECT service, stage, agency, due, CAST(sum(n) AS BIGINT) AS n
FROM queue_count
WHERE region = $1 AND n <> 0
GROUP BY service, stage, agency, due
HAVING sum(n) > 0
ORDER BY service, stage, agency, due
