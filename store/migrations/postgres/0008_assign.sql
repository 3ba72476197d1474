-- Who works on a case at its desk, and what is put aside. The same columns as ../sqlite/0008_assign.sql.

-- A projection, like the rest of the row: whoever works on it, until when (UTC milliseconds) where they took it themselves, and
-- the day on which it is in the list again.
ALTER TABLE cases ADD COLUMN assignee UUID;
ALTER TABLE cases ADD COLUMN assigned_until BIGINT;
ALTER TABLE cases ADD COLUMN held_until INTEGER;
CREATE INDEX cases_assignee ON cases (region, assignee, due_day, id, assigned_until) WHERE outcome IS NULL AND assignee IS NOT NULL;
CREATE INDEX cases_held ON cases (region, holder, held_until) WHERE outcome IS NULL AND held_until IS NOT NULL;

-- When somebody last got a case by their turn at a desk (role@agency).
CREATE TABLE desk_turn (
    region TEXT NOT NULL,
    holder TEXT NOT NULL,
    account_id UUID NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (region, holder, account_id)
);

-- Days on which an officer is away; such a note is shortened, never removed.
CREATE TABLE absence (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    account_id UUID NOT NULL,
    from_day INTEGER NOT NULL,
    until_day INTEGER NOT NULL,
    reason TEXT NOT NULL,
    written_by UUID NOT NULL,
    written_at BIGINT NOT NULL
);
CREATE INDEX absence_account ON absence (region, account_id, until_day);

-- Who has a case open: seen within the last minute.
CREATE TABLE presence (
    region TEXT NOT NULL,
    case_id UUID NOT NULL,
    account_id UUID NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (region, case_id, account_id)
);

ALTER TABLE desk_turn ENABLE ROW LEVEL SECURITY;
ALTER TABLE desk_turn FORCE ROW LEVEL SECURITY;
CREATE POLICY desk_turn_region ON desk_turn USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE absence ENABLE ROW LEVEL SECURITY;
ALTER TABLE absence FORCE ROW LEVEL SECURITY;
CREATE POLICY absence_region ON absence USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE presence ENABLE ROW LEVEL SECURITY;
ALTER TABLE presence FORCE ROW LEVEL SECURITY;
CREATE POLICY presence_region ON presence USING (coalesce(current_setting('app.region', true), '') IN ('', region));
