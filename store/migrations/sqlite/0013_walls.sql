-- Links with which a screen shows a board without anybody signed in. The same table as ../postgres/0013_walls.sql.

-- The token itself is known to the link alone. One that is revoked stays, to say who had which and until when.
CREATE TABLE wall (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    board TEXT NOT NULL,
    made_by BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    seen_at INTEGER,
    revoked_at INTEGER
) STRICT;
CREATE INDEX wall_region ON wall (region, made_at);
