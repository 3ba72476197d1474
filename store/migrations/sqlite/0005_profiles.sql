-- What organisations use again in their next request. The same tables as ../postgres/0005_profiles.sql.

-- An organisation as somebody described it last, private answers sealed.
CREATE TABLE profile (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    owner BLOB NOT NULL,
    service TEXT NOT NULL,
    name TEXT NOT NULL,
    answers TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX profile_of ON profile (region, owner, name);

-- Its legal papers, and how long each is valid.
CREATE TABLE profile_paper (
    region TEXT NOT NULL,
    profile_id BLOB NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    slot TEXT NOT NULL,
    hash TEXT NOT NULL,
    name TEXT NOT NULL,
    media TEXT NOT NULL,
    size INTEGER NOT NULL,
    at INTEGER NOT NULL,
    valid_until INTEGER,
    PRIMARY KEY (profile_id, slot, hash)
) STRICT, WITHOUT ROWID;
