-- Why somebody stands in for somebody, and who named them. The same tables as ../sqlite/0018_acting.sql.

-- Beside a post that is held acting: its days stand in the post. Such a note is never removed.
CREATE TABLE acting_post (
    region TEXT NOT NULL,
    post_id UUID NOT NULL REFERENCES post (id),
    reason TEXT NOT NULL,
    named_by UUID NOT NULL,
    named_at BIGINT NOT NULL,
    ended_by UUID,
    ended_at BIGINT,
    PRIMARY KEY (region, post_id)
);

ALTER TABLE acting_post ENABLE ROW LEVEL SECURITY;
ALTER TABLE acting_post FORCE ROW LEVEL SECURITY;
CREATE POLICY acting_post_region ON acting_post USING (coalesce(current_setting('app.region', true), '') IN ('', region));
