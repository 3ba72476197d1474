-- The whole of Terang's data on SQLite. The same tables, columns and order as ../postgres/0001_begin.sql; a test
-- compares them. Times are UTC milliseconds, days are days since 1970, money is whole rupiah, ids are UUIDs (16 bytes).

-- Who can sign in, or comes back as a guest.
CREATE TABLE account (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('citizen', 'officer', 'guest')),
    login TEXT UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT,
    totp_sealed TEXT,
    verified_at INTEGER,
    lang TEXT NOT NULL,
    demo INTEGER NOT NULL CHECK (demo IN (0, 1)),
    created_at INTEGER NOT NULL,
    disabled_at INTEGER
) STRICT;

-- A role held at an agency between two days.
CREATE TABLE post (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    account_id BLOB NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    agency TEXT,
    from_day INTEGER NOT NULL,
    until_day INTEGER,
    acting INTEGER NOT NULL CHECK (acting IN (0, 1))
) STRICT;
CREATE INDEX post_account ON post (account_id);
CREATE INDEX post_holder ON post (region, role, agency);

-- A signed-in browser or API client, known by the hash of its token.
CREATE TABLE session (
    token_hash BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    account_id BLOB NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL CHECK (kind IN ('guest', 'web', 'api')),
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_expiry ON session (expires_at);

-- The cases that a session may read because it showed their secret.
CREATE TABLE session_case (
    token_hash BLOB NOT NULL REFERENCES session (token_hash) ON DELETE CASCADE,
    region TEXT NOT NULL,
    case_id BLOB NOT NULL,
    PRIMARY KEY (token_hash, case_id)
) STRICT, WITHOUT ROWID;

-- One-time codes, kept as hashes.
CREATE TABLE code (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    account_id BLOB NOT NULL REFERENCES account (id),
    purpose TEXT NOT NULL,
    code_hash BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX code_account ON code (account_id, purpose, expires_at);

-- A request that is being written.
CREATE TABLE draft (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    owner BLOB NOT NULL,
    resume_hash BLOB UNIQUE,
    answers TEXT NOT NULL,
    page TEXT NOT NULL,
    version INTEGER NOT NULL,
    ticket BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_owner ON draft (region, owner, updated_at);

-- The files of a draft.
CREATE TABLE draft_document (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    draft_id BLOB NOT NULL,
    slot TEXT NOT NULL,
    hash TEXT NOT NULL,
    name TEXT NOT NULL,
    media TEXT NOT NULL,
    size INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_document_draft ON draft_document (draft_id, at);

-- Every case as it stands: a projection of its events.
CREATE TABLE cases (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    number TEXT NOT NULL,
    applicant BLOB,
    version INTEGER NOT NULL,
    stage TEXT NOT NULL,
    agency TEXT NOT NULL,
    holder TEXT NOT NULL,
    due_day INTEGER NOT NULL,
    stage_since INTEGER NOT NULL,
    submitted_at INTEGER NOT NULL,
    title TEXT NOT NULL,
    organisation TEXT NOT NULL,
    district TEXT,
    affair TEXT,
    fiscal_year INTEGER NOT NULL,
    requested INTEGER,
    approved INTEGER,
    outcome TEXT,
    closed_at INTEGER,
    promised_day INTEGER NOT NULL,
    state TEXT NOT NULL,
    seq INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX cases_number ON cases (region, number);
CREATE INDEX cases_desk ON cases (region, holder, due_day, id) WHERE outcome IS NULL;
-- Title and organisation ride along so that a search reads the index alone, not the wide rows.
CREATE INDEX cases_public ON cases (region, service, submitted_at, id, title, organisation);
CREATE INDEX cases_public_affair ON cases (region, service, affair, submitted_at, id);
CREATE INDEX cases_public_stage ON cases (region, service, stage, submitted_at, id);
CREATE INDEX cases_public_year ON cases (region, service, fiscal_year, submitted_at, id);
CREATE INDEX cases_own ON cases (region, applicant, submitted_at) WHERE applicant IS NOT NULL;
CREATE INDEX cases_oldest ON cases (region, service, stage, stage_since) WHERE outcome IS NULL;

-- The hash of the secret on the receipt.
CREATE TABLE case_secret (
    case_id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    secret_hash BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The events: the source of truth. Never changed, never deleted.
CREATE TABLE event (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    region TEXT NOT NULL,
    case_id BLOB NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    actor BLOB,
    body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX event_case_version ON event (case_id, version);
CREATE INDEX event_first ON event (region, seq) WHERE version = 1;
CREATE TRIGGER event_never_changes BEFORE UPDATE ON event BEGIN
    SELECT RAISE (ABORT, 'events are never changed');
END;
CREATE TRIGGER event_never_goes BEFORE DELETE ON event BEGIN
    SELECT RAISE (ABORT, 'events are never deleted');
END;

-- How many open cases stand where. The count of a key is the sum over its slots; SQLite has one writer and one slot.
CREATE TABLE queue_count (
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    stage TEXT NOT NULL,
    agency TEXT NOT NULL,
    due INTEGER NOT NULL,
    slot INTEGER NOT NULL DEFAULT 0,
    n INTEGER NOT NULL,
    PRIMARY KEY (region, service, stage, agency, due, slot)
) STRICT, WITHOUT ROWID;
CREATE INDEX queue_count_live ON queue_count (region) WHERE n <> 0;

-- What happened on a day, in the same slots.
CREATE TABLE day_count (
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    day INTEGER NOT NULL,
    slot INTEGER NOT NULL DEFAULT 0,
    arrived INTEGER NOT NULL,
    decided INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    PRIMARY KEY (region, day, service, slot)
) STRICT, WITHOUT ROWID;

-- The next free serial of a prefix and year.
CREATE TABLE serial (
    region TEXT NOT NULL,
    prefix TEXT NOT NULL,
    year INTEGER NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY (region, prefix, year)
) STRICT, WITHOUT ROWID;

-- What an account is told: shown in its inbox, and sent where there is an address.
CREATE TABLE notice (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    account_id BLOB NOT NULL,
    case_id BLOB,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    link TEXT NOT NULL,
    address TEXT,
    created_at INTEGER NOT NULL,
    read_at INTEGER,
    sent_at INTEGER,
    attempts INTEGER NOT NULL,
    next_at INTEGER
) STRICT;
CREATE INDEX notice_account ON notice (region, account_id, created_at);
CREATE INDEX notice_unread ON notice (region, account_id) WHERE read_at IS NULL;
CREATE INDEX notice_unsent ON notice (next_at) WHERE sent_at IS NULL AND next_at IS NOT NULL;

-- The answers already given, by the key that came with the request.
CREATE TABLE idempotency (
    region TEXT NOT NULL,
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    digest BLOB NOT NULL,
    response TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (region, scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_age ON idempotency (at);

-- The hot path: one INSERT into this view appends an event with everything that follows from it, so that a commit is one
-- statement and one trip to the database's thread. PostgreSQL does the same with one statement of common table expressions.
-- `seen` is the version that the command saw, 0 for a submission.
CREATE VIEW committing AS SELECT
    NULL AS region, NULL AS case_id, NULL AS seen, NULL AS version, NULL AS at, NULL AS kind, NULL AS actor,
    NULL AS body, NULL AS service, NULL AS number, NULL AS applicant, NULL AS stage, NULL AS agency,
    NULL AS holder, NULL AS due_day, NULL AS stage_since, NULL AS submitted_at, NULL AS title,
    NULL AS organisation, NULL AS district, NULL AS affair, NULL AS fiscal_year, NULL AS requested,
    NULL AS approved, NULL AS outcome, NULL AS closed_at, NULL AS promised_day, NULL AS state, NULL AS left_stage,
    NULL AS left_agency, NULL AS left_due, NULL AS entered_stage, NULL AS entered_agency, NULL AS entered_due,
    NULL AS day, NULL AS arrived, NULL AS decided, NULL AS closed, NULL AS secret, NULL AS notices,
    NULL AS idempotency_scope, NULL AS idempotency_key, NULL AS idempotency_digest, NULL AS idempotency_response,
    NULL AS idempotency_at, NULL AS draft;

-- A new case: its first event, its projection, secret, counters, notices and idempotency key; its draft goes.
CREATE TRIGGER committing_submission INSTEAD OF INSERT ON committing WHEN NEW.seen = 0 BEGIN
    INSERT INTO event (region, case_id, version, at, kind, actor, body)
    VALUES (NEW.region, NEW.case_id, NEW.version, NEW.at, NEW.kind, NEW.actor, NEW.body);
    INSERT INTO cases (id, region, service, number, applicant, version, stage, agency, holder, due_day, stage_since, submitted_at, title, organisation, district,
        affair, fiscal_year, requested, approved, outcome, closed_at, promised_day, state, seq)
    VALUES (NEW.case_id, NEW.region, NEW.service, NEW.number, NEW.applicant, NEW.version, NEW.stage, NEW.agency,
        NEW.holder, NEW.due_day, NEW.stage_since, NEW.submitted_at, NEW.title, NEW.organisation, NEW.district,
        NEW.affair, NEW.fiscal_year, NEW.requested, NEW.approved, NEW.outcome, NEW.closed_at, NEW.promised_day,
        NEW.state, last_insert_rowid());
    INSERT INTO case_secret (case_id, region, secret_hash)
    SELECT NEW.case_id, NEW.region, NEW.secret WHERE NEW.secret IS NOT NULL;
    INSERT INTO queue_count (region, service, stage, agency, due, n)
    SELECT NEW.region, NEW.service, NEW.entered_stage, NEW.entered_agency, NEW.entered_due, 1 WHERE NEW.entered_stage IS NOT NULL
    ON CONFLICT DO UPDATE SET n = n + 1;
    INSERT INTO day_count (region, service, day, arrived, decided, closed)
    SELECT NEW.region, NEW.service, NEW.day, NEW.arrived, NEW.decided, NEW.closed WHERE NEW.arrived + NEW.decided + NEW.closed > 0
    ON CONFLICT DO UPDATE SET arrived = arrived + excluded.arrived, decided = decided + excluded.decided, closed = closed + excluded.closed;
    INSERT INTO notice (id, region, account_id, case_id, kind, subject, body, link, address, created_at, attempts, next_at)
    SELECT unhex(value ->> '$.id'), NEW.region, unhex(value ->> '$.account'), unhex(value ->> '$.case'), value ->> '$.kind',
        value ->> '$.subject', value ->> '$.body', value ->> '$.link', value ->> '$.address', value ->> '$.created_at', 0,
        iif(value ->> '$.address' IS NULL, NULL, value ->> '$.created_at')
    FROM json_each(NEW.notices);
    INSERT INTO idempotency (region, scope, key, digest, response, at)
    SELECT NEW.region, NEW.idempotency_scope, NEW.idempotency_key, NEW.idempotency_digest, NEW.idempotency_response, NEW.idempotency_at WHERE NEW.idempotency_scope IS NOT NULL;
    DELETE FROM draft_document WHERE draft_id = NEW.draft AND region = NEW.region;
    DELETE FROM draft WHERE id = NEW.draft AND region = NEW.region;
END;

-- The next event of a case: the event, the projection, counters, notices and idempotency key. The event gets no version,
-- and so is refused, where the case is not in the version that the command saw.
CREATE TRIGGER committing_move INSTEAD OF INSERT ON committing WHEN NEW.seen > 0 BEGIN
    INSERT INTO event (region, case_id, version, at, kind, actor, body)
    VALUES (NEW.region, NEW.case_id,
        CASE WHEN NEW.seen = coalesce((SELECT version FROM cases WHERE id = NEW.case_id AND region = NEW.region), 0) THEN NEW.version END,
        NEW.at, NEW.kind, NEW.actor, NEW.body);
    UPDATE cases SET applicant = NEW.applicant, version = NEW.version, stage = NEW.stage, agency = NEW.agency, holder = NEW.holder, due_day = NEW.due_day, stage_since = NEW.stage_since, title = NEW.title,
        organisation = NEW.organisation, district = NEW.district, affair = NEW.affair, fiscal_year = NEW.fiscal_year, approved = NEW.approved, outcome = NEW.outcome, closed_at = NEW.closed_at,
        promised_day = NEW.promised_day, state = NEW.state, seq = last_insert_rowid()
    WHERE id = NEW.case_id AND region = NEW.region;
    UPDATE queue_count SET n = n - 1
    WHERE region = NEW.region AND service = NEW.service AND stage = NEW.left_stage AND agency = NEW.left_agency AND due = NEW.left_due AND slot = 0;
    INSERT INTO queue_count (region, service, stage, agency, due, n)
    SELECT NEW.region, NEW.service, NEW.entered_stage, NEW.entered_agency, NEW.entered_due, 1 WHERE NEW.entered_stage IS NOT NULL
    ON CONFLICT DO UPDATE SET n = n + 1;
    INSERT INTO day_count (region, service, day, arrived, decided, closed)
    SELECT NEW.region, NEW.service, NEW.day, NEW.arrived, NEW.decided, NEW.closed WHERE NEW.arrived + NEW.decided + NEW.closed > 0
    ON CONFLICT DO UPDATE SET arrived = arrived + excluded.arrived, decided = decided + excluded.decided, closed = closed + excluded.closed;
    INSERT INTO notice (id, region, account_id, case_id, kind, subject, body, link, address, created_at, attempts, next_at)
    SELECT unhex(value ->> '$.id'), NEW.region, unhex(value ->> '$.account'), unhex(value ->> '$.case'), value ->> '$.kind',
        value ->> '$.subject', value ->> '$.body', value ->> '$.link', value ->> '$.address', value ->> '$.created_at', 0,
        iif(value ->> '$.address' IS NULL, NULL, value ->> '$.created_at')
    FROM json_each(NEW.notices);
    INSERT INTO idempotency (region, scope, key, digest, response, at)
    SELECT NEW.region, NEW.idempotency_scope, NEW.idempotency_key, NEW.idempotency_digest, NEW.idempotency_response, NEW.idempotency_at WHERE NEW.idempotency_scope IS NOT NULL;
END;
