-- Since when it is measured. By the primary key.
SELECT min(hour) FROM service_hour WHERE region = $1
