-- The newest batches of account $2 that something was ordered for. Some by batch_account.
SELECT id, deed, made_at, runs_at, undone_at, ended_at,
    (SELECT count(*) FROM batch_row WHERE batch_id = batch.id AND done = 1),
    (SELECT count(*) FROM batch_row WHERE batch_id = batch.id AND done = 0),
    (SELECT count(*) FROM batch_row WHERE batch_id = batch.id)
FROM batch WHERE region = $1 AND account_id = $2 AND runs_at IS NOT NULL
ORDER BY made_at DESC LIMIT $3
