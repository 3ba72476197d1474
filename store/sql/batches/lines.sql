-- The cases of a batch with what became of each, in their order. At most 500, by primary keys.
SELECT r.n, r.case_id, r.seen, r.done, r.says, c.number, c.organisation, c.title, c.service, c.stage
FROM batch_row AS r JOIN cases AS c ON c.id = r.case_id AND c.region = r.region
WHERE r.batch_id = $2 AND r.region = $1
ORDER BY r.n
