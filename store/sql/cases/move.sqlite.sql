-- The next event of a case with all that comes with it, in one trip to the database: the event, the projection, counters,
-- notices and idempotency key. Gives the event's number. The event gets no version, and so is refused, where the case
-- is not in the version that the command saw. About ten rows by primary keys.
-- $1 region, $2 case, $3 version before, $4 version after, $5 at, $6 kind, $7 actor, $8 event; $9–$28 the case's columns in
-- their order; $29–$31 the queue left (stage, agency, due), $32–$34 the queue entered, none where nothing changes;
-- $35 day, $36–$38 arrived, decided, closed; $39 secret; $40 notices as JSON; $41–$45 idempotency; $46 draft; $47, $48 paid, reported;
-- $49–$51 who works on it, until when, put aside until.
INSERT INTO event (region, case_id, version, at, kind, actor, body)
VALUES ($1, $2, CASE WHEN $3 = coalesce((SELECT version FROM cases WHERE id = $2 AND region = $1), 0) THEN $4 END, $5, $6, $7, $8)
RETURNING seq;
UPDATE cases SET applicant = $11, version = $4, stage = $12, agency = $13, holder = $14, due_day = $15, stage_since = $16, title = $18,
    organisation = $19, district = $20, affair = $21, fiscal_year = $22, requested = $23, approved = $24, outcome = $25, closed_at = $26,
    promised_day = $27, paid = $47, reported = $48, assignee = $49, assigned_until = $50, held_until = $51, state = $28, seq = last_insert_rowid()
WHERE id = $2 AND region = $1;
UPDATE queue_count SET n = n - 1
WHERE region = $1 AND service = $9 AND stage = $29 AND agency = $30 AND due = $31 AND slot = 0;
INSERT INTO queue_count (region, service, stage, agency, due, n)
SELECT $1, $9, $32, $33, $34, 1 WHERE $32 IS NOT NULL
ON CONFLICT DO UPDATE SET n = n + 1;
INSERT INTO day_count (region, service, day, arrived, decided, closed)
SELECT $1, $9, $35, $36, $37, $38 WHERE $36 + $37 + $38 > 0
ON CONFLICT DO UPDATE SET arrived = arrived + excluded.arrived, decided = decided + excluded.decided, closed = closed + excluded.closed;
INSERT INTO notice (id, region, account_id, case_id, kind, subject, body, link, address, created_at, attempts, next_at)
SELECT unhex(value ->> '$.id'), $1, unhex(value ->> '$.account'), unhex(value ->> '$.case'), value ->> '$.kind',
    value ->> '$.subject', value ->> '$.body', value ->> '$.link', value ->> '$.address', value ->> '$.created_at', 0,
    iif(value ->> '$.address' IS NULL, NULL, value ->> '$.created_at')
FROM json_each($40);
INSERT INTO idempotency (region, scope, key, digest, response, at)
SELECT $1, $41, $42, $43, $44, $45 WHERE $41 IS NOT NULL
