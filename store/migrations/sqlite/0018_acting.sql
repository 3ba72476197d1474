-- Why somebody stands in for somebody, and who named them. The same tables as ../postgres/0018_acting.sql.

-- Beside a post that is held acting: its days stand in the post. Such a note is never removed.
CREATE TABLE acting_post (
    region TEXT NOT NULL,
    post_id BLOB NOT NULL REFERENCES post (id),
    reason TEXT NOT NULL,
    named_by BLOB NOT NULL,
    named_at INTEGER NOT NULL,
    ended_by BLOB,
    ended_at INTEGER,
    PRIMARY KEY (region, post_id)
) STRICT, WITHOUT ROWID;
