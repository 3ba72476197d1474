-- One deed done to many cases. The same tables as ../sqlite/0010_batches.sql.

-- What somebody chose from their list, and then what is done to each. It waits until `runs_at` and can be undone till then; a
-- server that runs it says until when it will (`claimed_until`), so that another goes on where it fell.
CREATE TABLE batch (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    account_id UUID NOT NULL,
    query TEXT NOT NULL,
    found BIGINT NOT NULL,
    deed TEXT,
    made_at BIGINT NOT NULL,
    runs_at BIGINT,
    claimed_until BIGINT,
    undone_at BIGINT,
    ended_at BIGINT
);
CREATE INDEX batch_waits ON batch (region, runs_at) WHERE runs_at IS NOT NULL AND undone_at IS NULL AND ended_at IS NULL;
CREATE INDEX batch_account ON batch (region, account_id, made_at);

-- A case of it, with the version that was seen. What became of it is written in the transaction of its event.
CREATE TABLE batch_row (
    batch_id UUID NOT NULL,
    n BIGINT NOT NULL,
    region TEXT NOT NULL,
    case_id UUID NOT NULL,
    seen BIGINT NOT NULL,
    done BIGINT,
    says TEXT,
    PRIMARY KEY (batch_id, n)
);

ALTER TABLE batch ENABLE ROW LEVEL SECURITY;
ALTER TABLE batch FORCE ROW LEVEL SECURITY;
CREATE POLICY batch_region ON batch USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE batch_row ENABLE ROW LEVEL SECURITY;
ALTER TABLE batch_row FORCE ROW LEVEL SECURITY;
CREATE POLICY batch_row_region ON batch_row USING (coalesce(current_setting('app.region', true), '') IN ('', region));
