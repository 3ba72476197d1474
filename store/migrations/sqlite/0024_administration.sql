-- How a region is administered in the browser: what is changed of its rules, who holds which post, and whether it stands open. The same
-- as ../postgres/0024_administration.sql.

-- Changes of a region's rules that hold together: drafted by one, published by another, in force from a day on. What was published never
-- changes; it is undone by another one.
CREATE TABLE amendment (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    title TEXT NOT NULL,
    reason TEXT NOT NULL,
    author BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'dropped')),
    changes TEXT NOT NULL,
    versions TEXT NOT NULL,
    undoes BLOB,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    published_by BLOB,
    published_at INTEGER,
    from_day INTEGER,
    place INTEGER
) STRICT;
CREATE INDEX amendment_state ON amendment (region, state, created_at);
-- Two that are published at once were each tried without the other: the second is refused.
CREATE UNIQUE INDEX amendment_place ON amendment (region, place) WHERE place IS NOT NULL;
CREATE TRIGGER amendment_never_changes BEFORE UPDATE ON amendment WHEN OLD.state <> 'draft' BEGIN
    SELECT RAISE (ABORT, 'what was published is never changed');
END;
CREATE TRIGGER amendment_never_goes BEFORE DELETE ON amendment BEGIN
    SELECT RAISE (ABORT, 'what was published is never deleted');
END;

-- What was done in administering a region. Never changed, never deleted.
CREATE TABLE administration_event (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    region TEXT NOT NULL,
    subject BLOB NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    actor BLOB,
    body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX administration_event_version ON administration_event (subject, version);
CREATE INDEX administration_event_region ON administration_event (region, seq);
CREATE TRIGGER administration_event_never_changes BEFORE UPDATE ON administration_event BEGIN
    SELECT RAISE (ABORT, 'events are never changed');
END;
CREATE TRIGGER administration_event_never_goes BEFORE DELETE ON administration_event BEGIN
    SELECT RAISE (ABORT, 'events are never deleted');
END;

-- When somebody last said that a post is still needed, UTC milliseconds; nothing where nobody did.
ALTER TABLE post ADD COLUMN reviewed_at INTEGER;

-- Whether a region takes anything: one without a row is open.
CREATE TABLE standing (
    region TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('open', 'suspended', 'archived')),
    reason TEXT NOT NULL,
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
