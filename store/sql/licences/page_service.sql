-- The same of one service ($9). A stretch of licence_service.
SELECT case_id, service, serial, holder, activity, place, district, valid_from, valid_until, status, status_since FROM licence
WHERE region = $1 AND service = $9 AND (valid_from < $3 OR (valid_from = $3 AND case_id < $4)) AND (CAST($5 AS TEXT) IS NULL OR status = $5)
    AND (CAST($6 AS TEXT) IS NULL OR district = $6) AND (NOT $8 OR valid_until IS NULL OR valid_until >= $7)
ORDER BY valid_from DESC, case_id DESC
LIMIT $2
