-- What was received and belongs to no bill: to be given back. By payment_owed.
SELECT id, bank, reference, code, case_id, channel, amount, paid_at, heard_at, verdict, refunded_at, refund_reference FROM payment WHERE region = $1 AND verdict <> 'settled' AND refunded_at IS NULL ORDER BY heard_at, id LIMIT $2
