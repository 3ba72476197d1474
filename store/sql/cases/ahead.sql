-- How many open cases came to stage $3 of service $2 before $4 and still wait there for officer $5 or for anybody, $7 at most. What is put
-- aside on day $6 is left out. A stretch of cases_oldest.
SELECT count(*) FROM (
    SELECT 1 FROM cases
    WHERE region = $1 AND service = $2 AND stage = $3 AND outcome IS NULL AND stage_since < $4
        AND (assignee IS NULL OR assignee = $5) AND (held_until IS NULL OR held_until <= $6)
    LIMIT $7
) AS before
