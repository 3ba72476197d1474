-- All day counters of a region. By the primary key.
DELETE FROM day_count WHERE region = $1
