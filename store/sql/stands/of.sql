-- Open cases by age or by place ($2). By stand_count_live: the living counters alone.
SELECT service, key, day, CAST(sum(n) AS BIGINT) AS n
FROM stand_count
WHERE region = $1 AND what = $2 AND n <> 0
GROUP BY service, key, day
HAVING sum(n) > 0
ORDER BY service, key, day
