-- Whether case $2 and the one with number $3 say the same in some way. By the number, likeness_case and the primary keys.
SELECT 1
FROM cases c
JOIN likeness mine ON mine.region = c.region AND mine.case_id = $2
JOIN likeness other ON other.region = mine.region AND other.kind = mine.kind AND other.hash = mine.hash AND other.case_id = c.id
WHERE c.region = $1 AND c.number = $3 AND c.id <> $2
LIMIT 1
