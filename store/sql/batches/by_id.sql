-- One batch. By the primary key.
SELECT account_id, query, found, deed, made_at, runs_at, undone_at, ended_at FROM batch WHERE id = $2 AND region = $1
