-- Counters whose slots sum to nothing. One pass over a region's counters by the primary key.
DELETE FROM queue_count
WHERE region = $1 AND (service, stage, agency, due) IN (
    SELECT service, stage, agency, due FROM queue_count
    WHERE region = $1
    GROUP BY service, stage, agency, due
    HAVING sum(n) = 0
)
