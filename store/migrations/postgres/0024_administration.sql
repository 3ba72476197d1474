-- How a region is administered in the browser: what is changed of its rules, who holds which post, and whether it stands open. The same
-- as ../sqlite/0024_administration.sql.

-- Changes of a region's rules that hold together: drafted by one, published by another, in force from a day on. What was published never
-- changes; it is undone by another one.
CREATE TABLE amendment (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    title TEXT NOT NULL,
    reason TEXT NOT NULL,
    author UUID NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'dropped')),
    changes TEXT NOT NULL,
    versions TEXT NOT NULL,
    undoes UUID,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    published_by UUID,
    published_at BIGINT,
    from_day INTEGER,
    place INTEGER
);
CREATE INDEX amendment_state ON amendment (region, state, created_at);
-- Two that are published at once were each tried without the other: the second is refused.
CREATE UNIQUE INDEX amendment_place ON amendment (region, place) WHERE place IS NOT NULL;
CREATE TRIGGER amendment_never_changes BEFORE UPDATE ON amendment FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION event_is_final();
CREATE TRIGGER amendment_never_goes BEFORE DELETE ON amendment FOR EACH ROW EXECUTE FUNCTION event_is_final();
ALTER TABLE amendment ENABLE ROW LEVEL SECURITY;
ALTER TABLE amendment FORCE ROW LEVEL SECURITY;
CREATE POLICY amendment_region ON amendment USING (coalesce(current_setting('app.region', true), '') IN ('', region));

-- What was done in administering a region. Never changed, never deleted.
CREATE TABLE administration_event (
    seq BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    region TEXT NOT NULL,
    subject UUID NOT NULL,
    version INTEGER NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    actor UUID,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX administration_event_version ON administration_event (subject, version);
CREATE INDEX administration_event_region ON administration_event (region, seq);
CREATE TRIGGER administration_event_never_changes BEFORE UPDATE OR DELETE ON administration_event FOR EACH ROW EXECUTE FUNCTION event_is_final();
CREATE TRIGGER administration_event_never_goes BEFORE TRUNCATE ON administration_event FOR EACH STATEMENT EXECUTE FUNCTION event_is_final();
ALTER TABLE administration_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE administration_event FORCE ROW LEVEL SECURITY;
CREATE POLICY administration_event_region ON administration_event USING (coalesce(current_setting('app.region', true), '') IN ('', region));

-- When somebody last said that a post is still needed, UTC milliseconds; nothing where nobody did.
ALTER TABLE post ADD COLUMN reviewed_at BIGINT;

-- Whether a region takes anything: one without a row is open.
CREATE TABLE standing (
    region TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('open', 'suspended', 'archived')),
    reason TEXT NOT NULL,
    since BIGINT NOT NULL
);
ALTER TABLE standing ENABLE ROW LEVEL SECURITY;
ALTER TABLE standing FORCE ROW LEVEL SECURITY;
CREATE POLICY standing_region ON standing USING (coalesce(current_setting('app.region', true), '') IN ('', region));
