-- How many licences of some services ($2, a JSON list) are in force on day $3, $4 at most. A stretch of licence_status.
SELECT count(*) FROM (
    SELECT 1 FROM licence
    WHERE region = $1 AND status = 'in_force' AND service IN (SELECT json_array_elements_text(CAST($2 AS json)))
        AND (valid_until IS NULL OR valid_until >= $3)
    LIMIT $4
) AS counted
