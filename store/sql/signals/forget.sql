-- Things that have said nothing since $2. By the primary key.
DELETE FROM signal WHERE region = $1 AND at < $2
