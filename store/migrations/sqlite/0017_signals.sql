-- What sources outside say. The same tables as ../postgres/0017_signals.sql.

-- The newest of each thing: millionths of a degree, thousandths of a unit, or the address of a picture.
CREATE TABLE signal (
    region TEXT NOT NULL,
    source TEXT NOT NULL,
    thing TEXT NOT NULL,
    at INTEGER NOT NULL,
    latitude INTEGER,
    longitude INTEGER,
    value INTEGER,
    picture TEXT,
    PRIMARY KEY (region, source, thing)
) STRICT, WITHOUT ROWID;

-- The keys with which sources send. The key itself is known to the source alone.
CREATE TABLE signal_key (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    key_hash BLOB NOT NULL UNIQUE,
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    made_by BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    seen_at INTEGER,
    revoked_at INTEGER
) STRICT;
CREATE INDEX signal_key_region ON signal_key (region, made_at);
