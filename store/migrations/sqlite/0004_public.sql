-- The public side: what was paid and reported, announcements, and what citizens write about running projects.

ALTER TABLE cases ADD COLUMN paid INTEGER;
ALTER TABLE cases ADD COLUMN reported INTEGER;
-- Everything that public figures are added up from, so that they read this index and no wide row.
CREATE INDEX cases_figures ON cases (region, service, fiscal_year, affair, district, outcome, requested, approved, paid, reported);
CREATE INDEX cases_public_district ON cases (region, service, district, submitted_at, id);

-- Announcements, a row a version. The newest version is what is shown; none is ever changed.
CREATE TABLE announcement (
    id BLOB NOT NULL,
    region TEXT NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor BLOB NOT NULL,
    role TEXT NOT NULL,
    service TEXT,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    from_day INTEGER NOT NULL,
    until_day INTEGER,
    withdrawn TEXT,
    PRIMARY KEY (region, id, version)
) STRICT;
CREATE TRIGGER announcement_never_changes BEFORE UPDATE ON announcement BEGIN
    SELECT RAISE (ABORT, 'versions of announcements are never changed');
END;
CREATE TRIGGER announcement_never_goes BEFORE DELETE ON announcement BEGIN
    SELECT RAISE (ABORT, 'versions of announcements are never deleted');
END;

-- What the public wrote about a case. Never changed; what officers did about it is in comment_act.
CREATE TABLE comment (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    case_id BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('response', 'problem')),
    alias TEXT,
    body TEXT NOT NULL,
    contact_sealed TEXT,
    code_hash BLOB NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX comment_case ON comment (region, case_id, at);
CREATE UNIQUE INDEX comment_code ON comment (region, code_hash);
CREATE TRIGGER comment_never_changes BEFORE UPDATE ON comment BEGIN
    SELECT RAISE (ABORT, 'comments are never changed');
END;
CREATE TRIGGER comment_never_goes BEFORE DELETE ON comment BEGIN
    SELECT RAISE (ABORT, 'comments are never deleted');
END;

-- What officers did about a comment: showed, hid or answered it, or looked at how to reach its writer.
CREATE TABLE comment_act (
    region TEXT NOT NULL,
    comment_id BLOB NOT NULL REFERENCES comment (id),
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor BLOB NOT NULL,
    role TEXT NOT NULL,
    agency TEXT,
    what TEXT NOT NULL CHECK (what IN ('shown', 'hidden', 'answered', 'revealed')),
    reason TEXT,
    body TEXT,
    PRIMARY KEY (region, comment_id, version)
) STRICT;
CREATE TRIGGER comment_act_never_changes BEFORE UPDATE ON comment_act BEGIN
    SELECT RAISE (ABORT, 'acts on comments are never changed');
END;
CREATE TRIGGER comment_act_never_goes BEFORE DELETE ON comment_act BEGIN
    SELECT RAISE (ABORT, 'acts on comments are never deleted');
END;

-- Comments that nobody has shown or hidden yet, so that the moderators' list never reads through the old ones.
CREATE TABLE comment_waiting (
    region TEXT NOT NULL,
    at INTEGER NOT NULL,
    comment_id BLOB NOT NULL,
    PRIMARY KEY (region, at, comment_id)
) STRICT;
