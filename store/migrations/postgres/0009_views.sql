-- Views of a desk's list that somebody kept. The same table as ../sqlite/0009_views.sql.

-- What it asks for is a query of the list's address. With a role it is shared with all who hold that.
CREATE TABLE desk_view (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    owner UUID NOT NULL,
    role TEXT,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX desk_view_owner ON desk_view (region, owner);
CREATE INDEX desk_view_role ON desk_view (region, role) WHERE role IS NOT NULL;

ALTER TABLE desk_view ENABLE ROW LEVEL SECURITY;
ALTER TABLE desk_view FORCE ROW LEVEL SECURITY;
CREATE POLICY desk_view_region ON desk_view USING (coalesce(current_setting('app.region', true), '') IN ('', region));
