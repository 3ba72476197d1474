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

-- A request that is being written; with a case, what its applicant or an officer is writing on it: the mended answers, or
-- what an action asks for.
CREATE TABLE draft (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    owner BLOB NOT NULL,
    resume_hash BLOB UNIQUE,
    case_id BLOB,
    action TEXT,
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

-- By what a case is alike to others: a keyed hash of what its answers say, for each way. A projection.
CREATE TABLE likeness (
    region TEXT NOT NULL,
    kind TEXT NOT NULL,
    hash BLOB NOT NULL,
    case_id BLOB NOT NULL,
    PRIMARY KEY (region, kind, hash, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX likeness_case ON likeness (case_id);

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
