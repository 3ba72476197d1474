-- The public side: what was paid and reported, announcements, and what citizens write about running projects.

ALTER TABLE cases ADD COLUMN paid BIGINT;
ALTER TABLE cases ADD COLUMN reported BIGINT;
-- Everything that public figures are added up from, so that they read this index and no wide row.
CREATE INDEX cases_figures ON cases (region, service, fiscal_year, affair, district, outcome, requested, approved, paid, reported);
CREATE INDEX cases_public_district ON cases (region, service, district, submitted_at, id);

CREATE FUNCTION public_record_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was published or written is never changed or deleted';
END
$$;

-- Announcements, a row a version. The newest version is what is shown; none is ever changed.
CREATE TABLE announcement (
    id UUID NOT NULL,
    region TEXT NOT NULL,
    version INTEGER NOT NULL,
    at BIGINT NOT NULL,
    actor UUID NOT NULL,
    role TEXT NOT NULL,
    service TEXT,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    from_day INTEGER NOT NULL,
    until_day INTEGER,
    withdrawn TEXT,
    PRIMARY KEY (region, id, version)
);
CREATE TRIGGER announcement_never_changes BEFORE UPDATE OR DELETE ON announcement FOR EACH ROW EXECUTE FUNCTION public_record_is_final();
CREATE TRIGGER announcement_never_goes BEFORE TRUNCATE ON announcement FOR EACH STATEMENT EXECUTE FUNCTION public_record_is_final();

-- What the public wrote about a case. Never changed; what officers did about it is in comment_act.
CREATE TABLE comment (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    case_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('response', 'problem')),
    alias TEXT,
    body TEXT NOT NULL,
    contact_sealed TEXT,
    code_hash BYTEA NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX comment_case ON comment (region, case_id, at);
CREATE UNIQUE INDEX comment_code ON comment (region, code_hash);
CREATE TRIGGER comment_never_changes BEFORE UPDATE OR DELETE ON comment FOR EACH ROW EXECUTE FUNCTION public_record_is_final();
CREATE TRIGGER comment_never_goes BEFORE TRUNCATE ON comment FOR EACH STATEMENT EXECUTE FUNCTION public_record_is_final();

-- What officers did about a comment: showed, hid or answered it, or looked at how to reach its writer.
CREATE TABLE comment_act (
    region TEXT NOT NULL,
    comment_id UUID NOT NULL REFERENCES comment (id),
    version INTEGER NOT NULL,
    at BIGINT NOT NULL,
    actor UUID NOT NULL,
    role TEXT NOT NULL,
    agency TEXT,
    what TEXT NOT NULL CHECK (what IN ('shown', 'hidden', 'answered', 'revealed')),
    reason TEXT,
    body TEXT,
    PRIMARY KEY (region, comment_id, version)
);
CREATE TRIGGER comment_act_never_changes BEFORE UPDATE OR DELETE ON comment_act FOR EACH ROW EXECUTE FUNCTION public_record_is_final();
CREATE TRIGGER comment_act_never_goes BEFORE TRUNCATE ON comment_act FOR EACH STATEMENT EXECUTE FUNCTION public_record_is_final();

-- Comments that nobody has shown or hidden yet, so that the moderators' list never reads through the old ones.
CREATE TABLE comment_waiting (
    region TEXT NOT NULL,
    at BIGINT NOT NULL,
    comment_id UUID NOT NULL,
    PRIMARY KEY (region, at, comment_id)
);

-- The wall between regions, as in 0001.
ALTER TABLE announcement ENABLE ROW LEVEL SECURITY;
ALTER TABLE announcement FORCE ROW LEVEL SECURITY;
CREATE POLICY announcement_region ON announcement USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE comment ENABLE ROW LEVEL SECURITY;
ALTER TABLE comment FORCE ROW LEVEL SECURITY;
CREATE POLICY comment_region ON comment USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE comment_act ENABLE ROW LEVEL SECURITY;
ALTER TABLE comment_act FORCE ROW LEVEL SECURITY;
CREATE POLICY comment_act_region ON comment_act USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE comment_waiting ENABLE ROW LEVEL SECURITY;
ALTER TABLE comment_waiting FORCE ROW LEVEL SECURITY;
CREATE POLICY comment_waiting_region ON comment_waiting USING (coalesce(current_setting('app.region', true), '') IN ('', region));
