-- Keeps commands from changing counters until this transaction ends; reading goes on.
LOCK TABLE queue_count IN SHARE ROW EXCLUSIVE MODE
