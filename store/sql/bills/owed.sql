-- What was received and has to be given back: what belongs to no bill, by payment_owed, and what was paid for a case that ended without
-- what was asked for, by payment_settled.
SELECT id, bank, reference, code, case_id, channel, amount, paid_at, heard_at, verdict, refunded_at, refund_reference FROM (
    SELECT id, bank, reference, code, case_id, channel, amount, paid_at, heard_at, verdict, refunded_at, refund_reference FROM payment
    WHERE region = $1 AND verdict <> 'settled' AND refunded_at IS NULL
    UNION ALL
    SELECT p.id, p.bank, p.reference, p.code, p.case_id, p.channel, p.amount, p.paid_at, p.heard_at, p.verdict, p.refunded_at, p.refund_reference
    FROM payment AS p JOIN cases AS c ON c.id = p.case_id
    WHERE p.region = $1 AND p.verdict = 'settled' AND p.refunded_at IS NULL AND c.outcome IN ('refused', 'withdrawn', 'lapsed')
) AS owed
ORDER BY heard_at, id
LIMIT $2
