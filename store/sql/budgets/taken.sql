-- What cases take of a programme's year, by field of affairs; cases that are listed count, not the history. By cases_taken.
SELECT affair, CAST(sum(taken) AS BIGINT), count(*)
FROM cases
WHERE region = $1 AND service = $2 AND fiscal_year = $3 AND taken IS NOT NULL
GROUP BY affair
