-- The hours since $2, the earliest first. A stretch of the primary key.
SELECT hour, up, faults, ms_50, ms_100, ms_250, ms_500, ms_1000, ms_2500, ms_more, sign_ins_failed
FROM service_hour WHERE region = $1 AND hour >= $2
ORDER BY hour
