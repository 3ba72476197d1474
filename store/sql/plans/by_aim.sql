-- What was entered for each aim of somebody's plan from month $3 to $4: how many, and approved minutes. By work_entry_aim alone.
SELECT aim, count(*), CAST(sum(CASE WHEN status = 'approved' THEN minutes ELSE 0 END) AS BIGINT) FROM work_entry
WHERE region = $1 AND staff_id = $2 AND aim IS NOT NULL AND month BETWEEN $3 AND $4 AND status IN ('entered', 'approved')
GROUP BY aim ORDER BY aim
