-- One command at a time writes in somebody's log; released at the end of the transaction.
SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || CAST($2 AS text), 21))
