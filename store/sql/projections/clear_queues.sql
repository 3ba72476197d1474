-- All queue counters of a region. By the primary key.
DELETE FROM queue_count WHERE region = $1
