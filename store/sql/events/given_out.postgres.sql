-- The last event number given out, committed or not. One row, no table read.
SELECT last_value - CASE WHEN is_called THEN 0 ELSE 1 END FROM event_seq_seq
