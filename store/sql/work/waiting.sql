-- Entries of some people ($2, a JSON list) that wait to be judged since before $3, the longest first. Stretches of work_entry_waiting.
SELECT state FROM work_entry
WHERE region = $1 AND status = 'entered' AND staff_id IN (SELECT CAST(json_array_elements_text(CAST($2 AS json)) AS UUID))
  AND since < $3 ORDER BY since, id LIMIT $4
