-- Cases that say the same as case $2 in some way, one row for each case and way. At most $3 cases: first those that run or
-- went well and are not among the numbers of the JSON list $4, then the newest. Some rows by likeness_case and the primary
-- keys.
WITH found AS (
    SELECT DISTINCT other.case_id
    FROM likeness mine
    JOIN likeness other ON other.region = mine.region AND other.kind = mine.kind AND other.hash = mine.hash AND other.case_id <> mine.case_id
    WHERE mine.region = $1 AND mine.case_id = $2
), chosen AS (
    SELECT c.id,
        CASE WHEN (c.outcome IS NULL OR c.outcome = 'done') AND c.number NOT IN (SELECT json_array_elements_text(CAST($4 AS json))) THEN 0 ELSE 1 END AS settled
    FROM found JOIN cases c ON c.id = found.case_id
    WHERE c.region = $1
    ORDER BY settled, c.submitted_at DESC, c.id
    LIMIT $3
)
SELECT other.kind, c.number, c.service, c.stage, c.organisation, c.title, c.fiscal_year, c.requested, c.approved, c.submitted_at, c.outcome
FROM chosen
JOIN cases c ON c.id = chosen.id
JOIN likeness other ON other.region = $1 AND other.case_id = c.id
JOIN likeness mine ON mine.region = $1 AND mine.case_id = $2 AND mine.kind = other.kind AND mine.hash = other.hash
ORDER BY chosen.settled, c.submitted_at DESC, c.id, other.kind
