-- What was paid for a case, the oldest first. By payment_case.
SELECT id, bank, reference, code, case_id, channel, amount, paid_at, heard_at, verdict, refunded_at, refund_reference FROM payment WHERE region = $1 AND case_id = $2 ORDER BY heard_at, id
