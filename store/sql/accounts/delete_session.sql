-- Ends one session; what it was shown goes with it. By the primary key.
DELETE FROM session WHERE token_hash = $1
