-- Entries of some people ($2, a JSON list) that wait to be judged since before $3, the longest first. Stretches of work_entry_waiting.
SELECT state FROM work_entry
WHERE region = $1 AND status = 'entered' AND staff_id IN (SELECT unhex(value) FROM json_each($2))
  AND since < $3 ORDER BY since, id LIMIT $4
