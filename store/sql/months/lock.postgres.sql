-- One command at a time changes a region's months or what goes into them; released at the end of the transaction.
SELECT pg_advisory_xact_lock(hashtextextended($1, 22))
