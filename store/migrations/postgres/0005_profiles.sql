-- What organisations use again in their next request. The same tables as ../sqlite/0005_profiles.sql.

-- An organisation as somebody described it last, private answers sealed.
CREATE TABLE profile (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    owner UUID NOT NULL,
    service TEXT NOT NULL,
    name TEXT NOT NULL,
    answers TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX profile_of ON profile (region, owner, name);

-- Its legal papers, and how long each is valid.
CREATE TABLE profile_paper (
    region TEXT NOT NULL,
    profile_id UUID NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    slot TEXT NOT NULL,
    hash TEXT NOT NULL,
    name TEXT NOT NULL,
    media TEXT NOT NULL,
    size BIGINT NOT NULL,
    at BIGINT NOT NULL,
    valid_until INTEGER,
    PRIMARY KEY (profile_id, slot, hash)
);
ALTER TABLE profile ENABLE ROW LEVEL SECURITY;
ALTER TABLE profile FORCE ROW LEVEL SECURITY;
CREATE POLICY profile_region ON profile USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE profile_paper ENABLE ROW LEVEL SECURITY;
ALTER TABLE profile_paper FORCE ROW LEVEL SECURITY;
CREATE POLICY profile_paper_region ON profile_paper USING (coalesce(current_setting('app.region', true), '') IN ('', region));
