-- A shared lock, until the transaction ends, whose key is the last event number given out so far. Never waits.
SELECT pg_advisory_xact_lock_shared(last_value - CASE WHEN is_called THEN 0 ELSE 1 END) FROM event_seq_seq
