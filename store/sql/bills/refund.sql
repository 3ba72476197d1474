-- Money was given back. One row, or none where it was before.
UPDATE payment SET refunded_at = $3, refund_reference = $4, refunded_by = $5 WHERE region = $1 AND id = $2 AND verdict <> 'settled' AND refunded_at IS NULL
