-- What was received and has to be given back, with the number of its case: what belongs to no bill, by payment_owed; and by payment_settled
-- what was paid for a case that ended without what was asked for, or that was assessed anew and paid again.
SELECT id, bank, reference, code, case_id, channel, amount, paid_at, heard_at, verdict, refunded_at, refund_reference, number FROM (
    SELECT p.id, p.bank, p.reference, p.code, p.case_id, p.channel, p.amount, p.paid_at, p.heard_at, p.verdict, p.refunded_at, p.refund_reference, c.number
    FROM payment AS p LEFT JOIN cases AS c ON c.id = p.case_id
    WHERE p.region = $1 AND p.verdict <> 'settled' AND p.refunded_at IS NULL
    UNION ALL
    SELECT p.id, p.bank, p.reference, p.code, p.case_id, p.channel, p.amount, p.paid_at, p.heard_at, p.verdict, p.refunded_at, p.refund_reference, c.number
    FROM payment AS p LEFT JOIN cases AS c ON c.id = p.case_id
    WHERE p.region = $1 AND p.verdict = 'settled' AND p.refunded_at IS NULL AND (
        c.outcome IN ('refused', 'withdrawn', 'lapsed')
        OR EXISTS (SELECT 1 FROM payment AS q WHERE q.case_id = p.case_id AND q.verdict = 'settled' AND q.heard_at > p.heard_at))
) AS owed
ORDER BY heard_at, id
LIMIT $2
