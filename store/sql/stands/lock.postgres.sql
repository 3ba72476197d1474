-- Keeps commands from changing counters until this transaction ends; reading goes on.
LOCK TABLE stand_count IN SHARE ROW EXCLUSIVE MODE
