-- What a service's cases of budget years $3 to $4 add up to, by year, field of affairs and district. Reads cases_figures alone,
-- which has every column and their order: one narrow entry a case of those years, never an event and never a wide row. What
-- counts where is said in `domain::figures` as well; a test compares.
SELECT fiscal_year, affair, district,
    count(*) AS asked_cases, CAST(coalesce(sum(requested), 0) AS BIGINT) AS asked_rupiah,
    CAST(sum(CASE WHEN approved IS NOT NULL AND (outcome IS NULL OR outcome = 'done') THEN 1 ELSE 0 END) AS BIGINT) AS approved_cases,
    CAST(sum(CASE WHEN outcome IS NULL OR outcome = 'done' THEN coalesce(approved, 0) ELSE 0 END) AS BIGINT) AS approved_rupiah,
    count(paid) AS paid_cases, CAST(coalesce(sum(paid), 0) AS BIGINT) AS paid_rupiah,
    count(reported) AS reported_cases, CAST(coalesce(sum(reported), 0) AS BIGINT) AS reported_rupiah,
    CAST(sum(CASE WHEN outcome = 'refused' THEN 1 ELSE 0 END) AS BIGINT) AS refused_cases,
    CAST(sum(CASE WHEN outcome = 'refused' THEN coalesce(requested, 0) ELSE 0 END) AS BIGINT) AS refused_rupiah
FROM cases
WHERE region = $1 AND service = $2 AND fiscal_year >= $3 AND fiscal_year <= $4
GROUP BY fiscal_year, affair, district
ORDER BY fiscal_year, affair, district
