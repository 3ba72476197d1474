-- Links with which a screen shows a board without anybody signed in. The same table as ../sqlite/0013_walls.sql.

-- The token itself is known to the link alone. One that is revoked stays, to say who had which and until when.
CREATE TABLE wall (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    name TEXT NOT NULL,
    board TEXT NOT NULL,
    made_by UUID NOT NULL,
    made_at BIGINT NOT NULL,
    seen_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX wall_region ON wall (region, made_at);

ALTER TABLE wall ENABLE ROW LEVEL SECURITY;
ALTER TABLE wall FORCE ROW LEVEL SECURITY;
CREATE POLICY wall_region ON wall USING (coalesce(current_setting('app.region', true), '') IN ('', region));
