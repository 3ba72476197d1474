-- What a service's cases of budget years $3 to $4 add up to, by year, field of affairs and district. A stretch of the primary key of
-- figure_count, whatever the history's length; the database keeps it with the cases.
SELECT fiscal_year, nullif(affair, '') AS affair, nullif(district, '') AS district,
    CAST(sum(asked_cases) AS BIGINT) AS asked_cases, CAST(sum(asked_rupiah) AS BIGINT) AS asked_rupiah,
    CAST(sum(approved_cases) AS BIGINT) AS approved_cases, CAST(sum(approved_rupiah) AS BIGINT) AS approved_rupiah,
    CAST(sum(paid_cases) AS BIGINT) AS paid_cases, CAST(sum(paid_rupiah) AS BIGINT) AS paid_rupiah,
    CAST(sum(reported_cases) AS BIGINT) AS reported_cases, CAST(sum(reported_rupiah) AS BIGINT) AS reported_rupiah,
    CAST(sum(refused_cases) AS BIGINT) AS refused_cases, CAST(sum(refused_rupiah) AS BIGINT) AS refused_rupiah
FROM figure_count
WHERE region = $1 AND service = $2 AND fiscal_year >= $3 AND fiscal_year <= $4
GROUP BY fiscal_year, affair, district
HAVING sum(asked_cases) > 0
ORDER BY fiscal_year, affair, district
