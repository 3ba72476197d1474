-- A region's counters, to be counted anew. By the primary key.
DELETE FROM stand_count WHERE region = $1
