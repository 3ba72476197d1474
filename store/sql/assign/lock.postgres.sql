-- Whoever divides what comes to desk $2 waits for the others who do, until the transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 8))
