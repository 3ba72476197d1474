-- How many entries of a month each was late to judge. A stretch of work_entry_late.
SELECT late_for, count(*) FROM work_entry WHERE region = $1 AND month = $2 AND late_for IS NOT NULL GROUP BY late_for ORDER BY late_for
