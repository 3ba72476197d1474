-- What a bank said before under a reference. One row by payment_reference.
SELECT id, bank, reference, code, case_id, channel, amount, paid_at, heard_at, verdict, refunded_at, refund_reference FROM payment WHERE region = $1 AND bank = $2 AND reference = $3
