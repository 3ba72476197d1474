-- What officers did day by day, requests of one file, money to be given back. The same as ../sqlite/0020_watch.sql. What was done before
-- is counted by `terang rebuild`.

-- A projection: how often an officer did something at a stage of a service on a day, and the working days that each took; in slots, so
-- that a batch of one officer does not wait for itself.
CREATE TABLE deed (
    region TEXT NOT NULL,
    day INTEGER NOT NULL,
    account_id UUID NOT NULL,
    service TEXT NOT NULL,
    stage TEXT NOT NULL,
    kind TEXT NOT NULL,
    days INTEGER NOT NULL,
    slot INTEGER NOT NULL DEFAULT 0,
    n BIGINT NOT NULL,
    PRIMARY KEY (region, day, account_id, service, stage, kind, days, slot)
);

ALTER TABLE deed ENABLE ROW LEVEL SECURITY;
ALTER TABLE deed FORCE ROW LEVEL SECURITY;
CREATE POLICY deed_region ON deed USING (coalesce(current_setting('app.region', true), '') IN ('', region));

-- What was paid for a case and may have to be given back once that ends without what was asked for.
CREATE INDEX payment_settled ON payment (region, case_id) WHERE verdict = 'settled' AND refunded_at IS NULL;

-- Other services that are asked for in the same file, by key, with commas between them.
ALTER TABLE draft ADD COLUMN together TEXT NOT NULL DEFAULT '';

-- Ended cases whose term still runs: the days in which they can be objected to.
CREATE INDEX cases_ended_due ON cases (region, service, stage, due_day, id) WHERE outcome IS NOT NULL;

-- Where and when a picture was taken, as JSON.
ALTER TABLE draft_document ADD COLUMN taken TEXT;

-- How many licences are in force, without reading each.
CREATE INDEX licence_status ON licence (region, status, service, valid_until);
