-- Views of a desk's list that somebody kept. The same table as ../postgres/0009_views.sql.

-- What it asks for is a query of the list's address. With a role it is shared with all who hold that.
CREATE TABLE desk_view (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    owner BLOB NOT NULL,
    role TEXT,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX desk_view_owner ON desk_view (region, owner);
CREATE INDEX desk_view_role ON desk_view (region, role) WHERE role IS NOT NULL;
