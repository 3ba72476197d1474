-- One command at a time takes of a programme's year; released at the end of the transaction.
SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2 || ' ' || $3, 7))
