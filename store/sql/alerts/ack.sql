-- Somebody takes care of an alert; who came first stays. By the primary key.
UPDATE alert SET acked_by = $3, acked_at = $4, snoozed_until = NULL WHERE region = $1 AND id = $2 AND closed_at IS NULL AND acked_at IS NULL
