-- One deed done to many cases. The same tables as ../postgres/0010_batches.sql.

-- What somebody chose from their list, and then what is done to each. It waits until `runs_at` and can be undone till then; a
-- server that runs it says until when it will (`claimed_until`), so that another goes on where it fell.
CREATE TABLE batch (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    account_id BLOB NOT NULL,
    query TEXT NOT NULL,
    found INTEGER NOT NULL,
    deed TEXT,
    made_at INTEGER NOT NULL,
    runs_at INTEGER,
    claimed_until INTEGER,
    undone_at INTEGER,
    ended_at INTEGER
) STRICT;
CREATE INDEX batch_waits ON batch (region, runs_at) WHERE runs_at IS NOT NULL AND undone_at IS NULL AND ended_at IS NULL;
CREATE INDEX batch_account ON batch (region, account_id, made_at);

-- A case of it, with the version that was seen. What became of it is written in the transaction of its event.
CREATE TABLE batch_row (
    batch_id BLOB NOT NULL,
    n INTEGER NOT NULL,
    region TEXT NOT NULL,
    case_id BLOB NOT NULL,
    seen INTEGER NOT NULL,
    done INTEGER,
    says TEXT,
    PRIMARY KEY (batch_id, n)
) STRICT, WITHOUT ROWID;
