-- The whole of Terang's data on PostgreSQL. The same tables, columns and order as ../sqlite/0001_begin.sql; a test
-- compares them. Times are UTC milliseconds, days are days since 1970, money is whole rupiah.

-- Who can sign in, or comes back as a guest.
CREATE TABLE account (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('citizen', 'officer', 'guest')),
    login TEXT UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT,
    totp_sealed TEXT,
    verified_at BIGINT,
    lang TEXT NOT NULL,
    demo BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT
);

-- A role held at an agency between two days.
CREATE TABLE post (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    agency TEXT,
    from_day INTEGER NOT NULL,
    until_day INTEGER,
    acting BOOLEAN NOT NULL
);
CREATE INDEX post_account ON post (account_id);
CREATE INDEX post_holder ON post (region, role, agency);

-- A signed-in browser or API client, known by the hash of its token.
CREATE TABLE session (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL CHECK (kind IN ('guest', 'web', 'api')),
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_expiry ON session (expires_at);

-- The cases that a session may read because it showed their secret.
CREATE TABLE session_case (
    token_hash BYTEA NOT NULL REFERENCES session (token_hash) ON DELETE CASCADE,
    region TEXT NOT NULL,
    case_id UUID NOT NULL,
    PRIMARY KEY (token_hash, case_id)
);

-- One-time codes, kept as hashes.
CREATE TABLE code (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id),
    purpose TEXT NOT NULL,
    code_hash BYTEA NOT NULL,
    expires_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    used_at BIGINT
);
CREATE INDEX code_account ON code (account_id, purpose, expires_at);

-- A request that is being written; with a case, what its applicant or an officer is writing on it: the mended answers, or
-- what an action asks for.
CREATE TABLE draft (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    owner UUID NOT NULL,
    resume_hash BYTEA UNIQUE,
    case_id UUID,
    action TEXT,
    answers TEXT NOT NULL,
    page TEXT NOT NULL,
    version INTEGER NOT NULL,
    ticket UUID NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX draft_owner ON draft (region, owner, updated_at);

-- The files of a draft.
CREATE TABLE draft_document (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    draft_id UUID NOT NULL,
    slot TEXT NOT NULL,
    hash TEXT NOT NULL,
    name TEXT NOT NULL,
    media TEXT NOT NULL,
    size BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX draft_document_draft ON draft_document (draft_id, at);

-- Every case as it stands: a projection of its events.
CREATE TABLE cases (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    number TEXT NOT NULL,
    applicant UUID,
    version INTEGER NOT NULL,
    stage TEXT NOT NULL,
    agency TEXT NOT NULL,
    holder TEXT NOT NULL,
    due_day INTEGER NOT NULL,
    stage_since BIGINT NOT NULL,
    submitted_at BIGINT NOT NULL,
    title TEXT NOT NULL,
    organisation TEXT NOT NULL,
    district TEXT,
    affair TEXT,
    fiscal_year INTEGER NOT NULL,
    requested BIGINT,
    approved BIGINT,
    outcome TEXT,
    closed_at BIGINT,
    promised_day INTEGER NOT NULL,
    state TEXT NOT NULL,
    seq BIGINT NOT NULL
);
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
    hash BYTEA NOT NULL,
    case_id UUID NOT NULL,
    PRIMARY KEY (region, kind, hash, case_id)
);
CREATE INDEX likeness_case ON likeness (case_id);

-- The hash of the secret on the receipt.
CREATE TABLE case_secret (
    case_id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    secret_hash BYTEA NOT NULL
);

-- The events: the source of truth. Never changed, never deleted.
CREATE TABLE event (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    region TEXT NOT NULL,
    case_id UUID NOT NULL,
    version INTEGER NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    actor UUID,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX event_case_version ON event (case_id, version);
CREATE INDEX event_first ON event (region, seq) WHERE version = 1;
CREATE FUNCTION event_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are never changed or deleted';
END
$$;
CREATE TRIGGER event_never_changes BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_is_final();
CREATE TRIGGER event_never_goes BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION event_is_final();

-- How many open cases stand where. The count of a key is the sum over its slots:
-- each connection writes to its own, so that submissions to one stage don't wait for each other's commits.
CREATE TABLE queue_count (
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    stage TEXT NOT NULL,
    agency TEXT NOT NULL,
    due INTEGER NOT NULL,
    slot INTEGER NOT NULL DEFAULT 0,
    n BIGINT NOT NULL,
    PRIMARY KEY (region, service, stage, agency, due, slot)
);
CREATE INDEX queue_count_live ON queue_count (region) WHERE n <> 0;

-- What happened on a day, in the same slots.
CREATE TABLE day_count (
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    day INTEGER NOT NULL,
    slot INTEGER NOT NULL DEFAULT 0,
    arrived BIGINT NOT NULL,
    decided BIGINT NOT NULL,
    closed BIGINT NOT NULL,
    PRIMARY KEY (region, day, service, slot)
);

-- The next free serial of a prefix and year.
CREATE TABLE serial (
    region TEXT NOT NULL,
    prefix TEXT NOT NULL,
    year INTEGER NOT NULL,
    next BIGINT NOT NULL,
    PRIMARY KEY (region, prefix, year)
);

-- What an account is told: shown in its inbox, and sent where there is an address.
CREATE TABLE notice (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    account_id UUID NOT NULL,
    case_id UUID,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    link TEXT NOT NULL,
    address TEXT,
    created_at BIGINT NOT NULL,
    read_at BIGINT,
    sent_at BIGINT,
    attempts INTEGER NOT NULL,
    next_at BIGINT
);
CREATE INDEX notice_account ON notice (region, account_id, created_at);
CREATE INDEX notice_unread ON notice (region, account_id) WHERE read_at IS NULL;
CREATE INDEX notice_unsent ON notice (next_at) WHERE sent_at IS NULL AND next_at IS NOT NULL;

-- The answers already given, by the key that came with the request.
CREATE TABLE idempotency (
    region TEXT NOT NULL,
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    digest BYTEA NOT NULL,
    response TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (region, scope, key)
);
CREATE INDEX idempotency_age ON idempotency (at);

-- The second wall between regions: once a transaction has named its region, it neither sees nor writes another's rows,
-- whatever its statements say. Where none is named (sign-in by login, the tail, an operator's acts) the statements
-- alone decide. FORCE makes it hold for the owner of the tables too; only a superuser is beyond it, so the server
-- should not connect as one.
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
ALTER TABLE account FORCE ROW LEVEL SECURITY;
CREATE POLICY account_region ON account USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE post ENABLE ROW LEVEL SECURITY;
ALTER TABLE post FORCE ROW LEVEL SECURITY;
CREATE POLICY post_region ON post USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE session ENABLE ROW LEVEL SECURITY;
ALTER TABLE session FORCE ROW LEVEL SECURITY;
CREATE POLICY session_region ON session USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE session_case ENABLE ROW LEVEL SECURITY;
ALTER TABLE session_case FORCE ROW LEVEL SECURITY;
CREATE POLICY session_case_region ON session_case USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE code ENABLE ROW LEVEL SECURITY;
ALTER TABLE code FORCE ROW LEVEL SECURITY;
CREATE POLICY code_region ON code USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE likeness ENABLE ROW LEVEL SECURITY;
ALTER TABLE likeness FORCE ROW LEVEL SECURITY;
CREATE POLICY likeness_region ON likeness USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE draft FORCE ROW LEVEL SECURITY;
CREATE POLICY draft_region ON draft USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE draft_document ENABLE ROW LEVEL SECURITY;
ALTER TABLE draft_document FORCE ROW LEVEL SECURITY;
CREATE POLICY draft_document_region ON draft_document USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE cases FORCE ROW LEVEL SECURITY;
CREATE POLICY cases_region ON cases USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE case_secret ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_secret FORCE ROW LEVEL SECURITY;
CREATE POLICY case_secret_region ON case_secret USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE event ENABLE ROW LEVEL SECURITY;
ALTER TABLE event FORCE ROW LEVEL SECURITY;
CREATE POLICY event_region ON event USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE queue_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE queue_count FORCE ROW LEVEL SECURITY;
CREATE POLICY queue_count_region ON queue_count USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE day_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE day_count FORCE ROW LEVEL SECURITY;
CREATE POLICY day_count_region ON day_count USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE serial ENABLE ROW LEVEL SECURITY;
ALTER TABLE serial FORCE ROW LEVEL SECURITY;
CREATE POLICY serial_region ON serial USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice FORCE ROW LEVEL SECURITY;
CREATE POLICY notice_region ON notice USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE idempotency ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency FORCE ROW LEVEL SECURITY;
CREATE POLICY idempotency_region ON idempotency USING (coalesce(current_setting('app.region', true), '') IN ('', region));
