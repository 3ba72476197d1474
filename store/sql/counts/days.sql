-- What happened from day $2 to day $3. By the primary key: a row for each day, service and slot.
SELECT day, service, CAST(sum(arrived) AS BIGINT), CAST(sum(decided) AS BIGINT), CAST(sum(closed) AS BIGINT)
FROM day_count
WHERE region = $1 AND day >= $2 AND day <= $3
GROUP BY day, service
ORDER BY day, service
