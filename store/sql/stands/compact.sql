-- Counters whose slots sum to nothing. One pass over a region's counters by the primary key.
DELETE FROM stand_count
WHERE region = $1 AND (service, what, key, day) IN (
    SELECT service, what, key, day FROM stand_count
    WHERE region = $1
    GROUP BY service, what, key, day
    HAVING sum(n) = 0
)
