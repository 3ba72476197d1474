-- The cases that a session was shown: a few by the primary key.
SELECT case_id FROM session_case WHERE token_hash = $1 ORDER BY case_id
