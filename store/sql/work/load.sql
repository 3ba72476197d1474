-- What some people ($3, a JSON list) have in a month by how it stands: how many, minutes, since when, and minutes that
-- serve nothing. From work_entry_month alone.
SELECT staff_id, status, count(*), CAST(sum(minutes) AS BIGINT), min(since), CAST(sum(minutes * loose) AS BIGINT) FROM work_entry
WHERE region = $1 AND month = $2 AND staff_id IN (SELECT CAST(json_array_elements_text(CAST($3 AS json)) AS UUID))
GROUP BY staff_id, status ORDER BY staff_id, status
