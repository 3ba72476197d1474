-- What somebody did on cases between two moments, with the case's service and number. A stretch of event_actor.
SELECT e.seq, e.body, c.service, c.number FROM event AS e JOIN cases AS c ON c.id = e.case_id
WHERE e.region = $1 AND e.actor = $2 AND e.at BETWEEN $3 AND $4 ORDER BY e.at, e.seq LIMIT $5
