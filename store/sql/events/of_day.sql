-- What came and what was moved from $2 on and before $3, after (time $4, place $5). A page by event_day.
SELECT seq, case_id, at, body
FROM event
WHERE region = $1 AND kind IN ('submitted', 'moved') AND at >= $2 AND at < $3 AND (at, seq) > ($4, $5)
ORDER BY at, seq
LIMIT $6
