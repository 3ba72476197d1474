-- The next event of a case with all that comes with it, in one round trip: the event, the projection, counters, notices
-- and idempotency key. Gives the event's number. The event gets no version, and so is refused, where the case is not in
-- the version that the command saw. About ten rows by primary keys.
-- $1 region, $2 case, $3 version before, $4 version after, $5 at, $6 kind, $7 actor, $8 event; $9–$28 the case's columns in
-- their order; $29–$31 the queue left (stage, agency, due), $32–$34 the queue entered, none where nothing changes;
-- $35 day, $36–$38 arrived, decided, closed; $39 secret; $40 notices as JSON; $41–$45 idempotency; $46 draft; $47, $48 paid, reported;
-- $49–$51 who works on it, until when, put aside until.
WITH event_in AS (
    INSERT INTO event (region, case_id, version, at, kind, actor, body)
    VALUES ($1, $2, CASE WHEN $3 = coalesce((SELECT version FROM cases WHERE id = $2 AND region = $1), 0) THEN CAST($4 AS INTEGER) END, $5, $6, $7, $8)
    RETURNING seq
), case_in AS (
    UPDATE cases SET applicant = $11, version = $4, stage = $12, agency = $13, holder = $14, due_day = $15, stage_since = $16, title = $18,
        organisation = $19, district = $20, affair = $21, fiscal_year = $22, requested = $23, approved = $24, outcome = $25, closed_at = $26,
        promised_day = $27, paid = $47, reported = $48, assignee = $49, assigned_until = $50, held_until = $51, state = $28, seq = event_in.seq
    FROM event_in
    WHERE id = $2 AND region = $1
), notices_in AS (
    INSERT INTO notice (id, region, account_id, case_id, kind, subject, body, link, address, created_at, attempts, next_at)
    SELECT id, $1, account, "case", kind, subject, body, link, address, created_at, 0,
        CASE WHEN address IS NOT NULL THEN created_at END
    FROM json_to_recordset(CAST($40 AS json)) AS one (id UUID, account UUID, "case" UUID, kind TEXT, subject TEXT, body TEXT,
        link TEXT, address TEXT, created_at BIGINT)
), answer_in AS (
    INSERT INTO idempotency (region, scope, key, digest, response, at)
    SELECT $1, $41, $42, $43, $44, $45 WHERE CAST($41 AS TEXT) IS NOT NULL
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
