-- A new case with all that comes with it, in one trip to the database: its first event, its projection, secret, counters,
-- notices and idempotency key; its draft goes. Gives the event's number. About ten rows by primary keys.
-- $1 region, $2 case, $3 version before, $4 version after, $5 at, $6 kind, $7 actor, $8 event; $9–$28 the case's columns in
-- their order; $29–$31 the queue left (stage, agency, due), $32–$34 the queue entered, none where nothing changes;
-- $35 day, $36–$38 arrived, decided, closed; $39 secret; $40 notices as JSON; $41–$45 idempotency; $46 draft; $47, $48 paid, reported;
-- $49–$51 who works on it, until when, put aside until.
INSERT INTO event (region, case_id, version, at, kind, actor, body)
VALUES ($1, $2, $4, $5, $6, $7, $8)
RETURNING seq;
INSERT INTO cases (id, region, service, number, applicant, version, stage, agency, holder, due_day, stage_since, submitted_at, title, organisation, district,
    affair, fiscal_year, requested, approved, outcome, closed_at, promised_day, state, seq, paid, reported, assignee, assigned_until, held_until)
VALUES ($2, $1, $9, $10, $11, $4, $12, $13, $14, $15, $16, $17, $18, $19, $20,
    $21, $22, $23, $24, $25, $26, $27, $28, last_insert_rowid(), $47, $48, $49, $50, $51);
INSERT INTO case_secret (case_id, region, secret_hash)
SELECT $2, $1, $39 WHERE $39 IS NOT NULL;
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
SELECT $1, $41, $42, $43, $44, $45 WHERE $41 IS NOT NULL;
DELETE FROM draft_document WHERE draft_id = $46 AND region = $1;
DELETE FROM draft WHERE id = $46 AND region = $1
