-- Answers from before $1. By idempotency_age.
DELETE FROM idempotency WHERE at < $1
