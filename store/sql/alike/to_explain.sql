-- Numbers of the cases that say the same as case $2 in some way and run or went well. Some rows by likeness_case and the
-- primary keys.
SELECT DISTINCT c.number
FROM likeness mine
JOIN likeness other ON other.region = mine.region AND other.kind = mine.kind AND other.hash = mine.hash AND other.case_id <> mine.case_id
JOIN cases c ON c.id = other.case_id AND c.region = other.region
WHERE mine.region = $1 AND mine.case_id = $2 AND (c.outcome IS NULL OR c.outcome = 'done')
ORDER BY c.number
