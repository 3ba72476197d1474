-- What sources outside say. The same tables as ../sqlite/0017_signals.sql.

-- The newest of each thing: millionths of a degree, thousandths of a unit, or the address of a picture.
CREATE TABLE signal (
    region TEXT NOT NULL,
    source TEXT NOT NULL,
    thing TEXT NOT NULL,
    at BIGINT NOT NULL,
    latitude BIGINT,
    longitude BIGINT,
    value BIGINT,
    picture TEXT,
    PRIMARY KEY (region, source, thing)
);

-- The keys with which sources send. The key itself is known to the source alone.
CREATE TABLE signal_key (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    key_hash BYTEA NOT NULL UNIQUE,
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    made_by UUID NOT NULL,
    made_at BIGINT NOT NULL,
    seen_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX signal_key_region ON signal_key (region, made_at);

ALTER TABLE signal ENABLE ROW LEVEL SECURITY;
ALTER TABLE signal FORCE ROW LEVEL SECURITY;
CREATE POLICY signal_region ON signal USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE signal_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE signal_key FORCE ROW LEVEL SECURITY;
CREATE POLICY signal_key_region ON signal_key USING (coalesce(current_setting('app.region', true), '') IN ('', region));
