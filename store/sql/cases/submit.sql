-- A new case with all that comes with it, in one round trip: its first event, its projection, secret, counters, notices
-- and idempotency key; its draft goes. Gives the event's number. About ten rows by primary keys.
-- $1 region, $2 case, $3 version before, $4 version after, $5 at, $6 kind, $7 actor, $8 event; $9–$28 the case's columns in
-- their order; $29–$31 the queue left (stage, agency, due), $32–$34 the queue entered, none where nothing changes;
-- $35 day, $36–$38 arrived, decided, closed; $39 secret; $40 notices as JSON; $41–$45 idempotency; $46 draft; $47, $48 paid, reported;
-- $49–$51 who works on it, until when, put aside until.
WITH event_in AS (
    INSERT INTO event (region, case_id, version, at, kind, actor, body)
    VALUES ($1, $2, $4, $5, $6, $7, $8)
    RETURNING seq
), case_in AS (
    INSERT INTO cases (id, region, service, number, applicant, version, stage, agency, holder, due_day, stage_since, submitted_at, title, organisation, district,
        affair, fiscal_year, requested, approved, outcome, closed_at, promised_day, state, seq, paid, reported, assignee, assigned_until, held_until)
    SELECT $2, $1, $9, $10, $11, $4, $12, $13, $14, $15, $16, $17, $18, $19, $20,
        $21, $22, $23, $24, $25, $26, $27, $28, seq, $47, $48, $49, $50, $51
    FROM event_in
), secret_in AS (
    INSERT INTO case_secret (case_id, region, secret_hash)
    SELECT $2, $1, $39 WHERE CAST($39 AS BYTEA) IS NOT NULL
), notices_in AS (
    INSERT INTO notice (id, region, account_id, case_id, kind, subject, body, link, address, created_at, attempts, next_at)
    SELECT id, $1, account, "case", kind, subject, body, link, address, created_at, 0,
        CASE WHEN address IS NOT NULL THEN created_at END
    FROM json_to_recordset(CAST($40 AS json)) AS one (id UUID, account UUID, "case" UUID, kind TEXT, subject TEXT, body TEXT,
        link TEXT, address TEXT, created_at BIGINT)
), answer_in AS (
    INSERT INTO idempotency (region, scope, key, digest, response, at)
    SELECT $1, $41, $42, $43, $44, $45 WHERE CAST($41 AS TEXT) IS NOT NULL
), documents_out AS (
    DELETE FROM draft_document WHERE draft_id = $46 AND region = $1
), draft_out AS (
    DELETE FROM draft WHERE id = $46 AND region = $1
), queues AS (
    -- In the keys' order, so that two commands never wait for each other.
    INSERT INTO queue_count (region, service, stage, agency, due, slot, n)
    SELECT $1, $9, stage, agency, due, pg_backend_pid() % 8, n
    FROM (VALUES ($29, $30, CAST($31 AS INTEGER), CAST(-1 AS BIGINT)), ($32, $33, CAST($34 AS INTEGER), CAST(1 AS BIGINT))) AS moved (stage, agency, due, n)
    WHERE stage IS NOT NULL
    ORDER BY stage, agency, due
    ON CONFLICT (region, service, stage, agency, due, slot) DO UPDATE SET n = queue_count.n + excluded.n
), days AS (
    INSERT INTO day_count (region, service, day, slot, arrived, decided, closed)
    SELECT $1, $9, $35, pg_backend_pid() % 8, $36, $37, $38 WHERE CAST($36 AS BIGINT) + $37 + $38 > 0
    ON CONFLICT (region, day, service, slot) DO UPDATE SET arrived = day_count.arrived + excluded.arrived,
        decided = day_count.decided + excluded.decided, closed = day_count.closed + excluded.closed
)
SELECT seq FROM event_in
