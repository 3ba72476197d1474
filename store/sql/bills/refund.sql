-- Money was given back. One row, or none where it was before, or where it is not owed.
UPDATE payment SET refunded_at = $3, refund_reference = $4, refunded_by = $5
WHERE region = $1 AND id = $2 AND refunded_at IS NULL AND (
    verdict <> 'settled'
    OR EXISTS (SELECT 1 FROM cases AS c WHERE c.id = payment.case_id AND c.outcome IN ('refused', 'withdrawn', 'lapsed'))
    OR EXISTS (SELECT 1 FROM payment AS q WHERE q.case_id = payment.case_id AND q.verdict = 'settled' AND q.heard_at > payment.heard_at))
