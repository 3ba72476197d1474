-- The last event's number up to the horizon; none in an empty log. By the primary key.
SELECT max(seq) FROM event WHERE seq <= $1
