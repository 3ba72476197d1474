-- The lowest number that a running transaction may still append after; none where nobody writes. Reads the lock table.
SELECT min((CAST(classid AS BIGINT) << 32) | CAST(objid AS BIGINT))
FROM pg_locks
WHERE locktype = 'advisory' AND objsubid = 1 AND mode = 'ShareLock'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
