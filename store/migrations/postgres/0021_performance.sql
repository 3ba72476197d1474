-- Performance of staff: who holds which position, what they did, what it was worth. The same tables as ../sqlite/0021_performance.sql.
-- Days are days since 1970, months are counted from year 0, minutes of a day from midnight.

-- A member of staff; the account is theirs where they sign in.
CREATE TABLE staff (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    account_id UUID,
    from_day INTEGER NOT NULL,
    until_day INTEGER
);
CREATE UNIQUE INDEX staff_number ON staff (region, number);
CREATE UNIQUE INDEX staff_account ON staff (region, account_id) WHERE account_id IS NOT NULL;

-- A unit of an agency.
CREATE TABLE unit (
    region TEXT NOT NULL,
    key TEXT NOT NULL,
    agency TEXT NOT NULL,
    parent TEXT,
    name TEXT NOT NULL,
    PRIMARY KEY (region, key)
);
CREATE INDEX unit_agency ON unit (region, agency);

-- A position, with the one whose holder judges the work done in it.
CREATE TABLE position (
    region TEXT NOT NULL,
    key TEXT NOT NULL,
    unit TEXT NOT NULL,
    title TEXT NOT NULL,
    class TEXT NOT NULL,
    kind TEXT NOT NULL,
    superior TEXT,
    PRIMARY KEY (region, key)
);
CREATE INDEX position_unit ON position (region, unit);
CREATE INDEX position_superior ON position (region, superior) WHERE superior IS NOT NULL;

-- Who holds a position, how and for how long.
CREATE TABLE placement (
    region TEXT NOT NULL,
    staff_id UUID NOT NULL,
    position TEXT NOT NULL,
    hold TEXT NOT NULL CHECK (hold IN ('own', 'acting', 'seconded')),
    from_day INTEGER NOT NULL,
    until_day INTEGER,
    PRIMARY KEY (region, staff_id, position, from_day)
);
CREATE INDEX placement_position ON placement (region, position, from_day);

-- What happened to entries of work logs, to months, to objections and to the organisation. Never changed, never deleted.
CREATE TABLE work_event (
    seq BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    region TEXT NOT NULL,
    subject UUID NOT NULL,
    version INTEGER NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    actor UUID,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX work_event_version ON work_event (subject, version);
CREATE TRIGGER work_event_never_changes BEFORE UPDATE OR DELETE ON work_event FOR EACH ROW EXECUTE FUNCTION event_is_final();
CREATE TRIGGER work_event_never_goes BEFORE TRUNCATE ON work_event FOR EACH STATEMENT EXECUTE FUNCTION event_is_final();

-- Every entry of a work log as it stands: a projection of its events. An act on a case shows itself in one entry of each officer.
CREATE TABLE work_entry (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    staff_id UUID NOT NULL,
    month INTEGER NOT NULL,
    day INTEGER NOT NULL,
    code TEXT NOT NULL,
    status TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    since BIGINT NOT NULL,
    judged_by UUID,
    late_for UUID,
    case_seq BIGINT,
    version INTEGER NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX work_entry_day ON work_entry (region, staff_id, day);
CREATE INDEX work_entry_month ON work_entry (region, month, staff_id, status, day, minutes, since);
CREATE INDEX work_entry_waiting ON work_entry (region, staff_id, since) WHERE status = 'entered';
CREATE INDEX work_entry_undecided ON work_entry (region, month, id) WHERE status IN ('entered', 'returned');
CREATE INDEX work_entry_late ON work_entry (region, month, late_for) WHERE late_for IS NOT NULL;
CREATE UNIQUE INDEX work_entry_case ON work_entry (region, staff_id, case_seq) WHERE case_seq IS NOT NULL AND status <> 'withdrawn';

-- When somebody came and left, or the kind of absence that was granted.
CREATE TABLE attendance (
    region TEXT NOT NULL,
    day INTEGER NOT NULL,
    staff_id UUID NOT NULL,
    came_at INTEGER,
    left_at INTEGER,
    absence TEXT,
    PRIMARY KEY (region, staff_id, day)
);
CREATE INDEX attendance_day ON attendance (region, day);

-- A sanction that cuts for some months.
CREATE TABLE sanction (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    staff_id UUID NOT NULL,
    kind TEXT NOT NULL,
    first_month INTEGER NOT NULL,
    months INTEGER NOT NULL,
    letter TEXT NOT NULL,
    actor UUID NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX sanction_staff ON sanction (region, first_month, staff_id);

-- What one judged of another's behaviour in a month: for each value 0 to 100.
CREATE TABLE rating (
    region TEXT NOT NULL,
    month INTEGER NOT NULL,
    rated_id UUID NOT NULL,
    rater_id UUID NOT NULL,
    by_role TEXT NOT NULL CHECK (by_role IN ('superior', 'peer', 'subordinate')),
    scores TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (region, month, rated_id, rater_id)
);
CREATE INDEX rating_rater ON rating (region, month, rater_id);

-- A figure that was reported for a month: what was to be reached and what was. Whose it is: an agency's or a unit's key, or a number.
CREATE TABLE work_figure (
    region TEXT NOT NULL,
    month INTEGER NOT NULL,
    key TEXT NOT NULL,
    whose TEXT NOT NULL,
    realised BIGINT NOT NULL,
    target BIGINT NOT NULL,
    actor UUID,
    at BIGINT NOT NULL,
    PRIMARY KEY (region, month, key, whose)
);

-- A month of a region as it stands: a projection of its events.
CREATE TABLE work_month (
    region TEXT NOT NULL,
    month INTEGER NOT NULL,
    status TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (region, month)
);

-- What a month was worth to somebody. The edition counts runs of the month; only the last one before it was signed counts.
CREATE TABLE slip (
    region TEXT NOT NULL,
    month INTEGER NOT NULL,
    staff_id UUID NOT NULL,
    agency TEXT NOT NULL,
    unit TEXT NOT NULL,
    earned BIGINT NOT NULL,
    paid BIGINT NOT NULL,
    performance INTEGER,
    state TEXT NOT NULL,
    PRIMARY KEY (region, month, staff_id)
);
CREATE INDEX slip_agency ON slip (region, month, agency, unit);
CREATE INDEX slip_staff ON slip (region, staff_id, month);

-- A pattern that was seen in somebody's month, what they say of it, and what a check of it gave.
CREATE TABLE work_flag (
    region TEXT NOT NULL,
    month INTEGER NOT NULL,
    staff_id UUID NOT NULL,
    pattern TEXT NOT NULL,
    figure INTEGER NOT NULL,
    n INTEGER NOT NULL,
    entries TEXT NOT NULL,
    answer TEXT,
    answered_at BIGINT,
    verdict TEXT,
    judged_at BIGINT,
    PRIMARY KEY (region, month, staff_id, pattern)
);

-- That something of a month which is signed turned out to be otherwise: it is settled in a line of a later month.
CREATE TABLE slip_change (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    month INTEGER NOT NULL,
    staff_id UUID NOT NULL,
    why TEXT NOT NULL,
    at BIGINT NOT NULL,
    settled_month INTEGER
);
CREATE INDEX slip_change_open ON slip_change (region, month, staff_id);

-- An objection to a signed month as it stands: a projection of its events.
CREATE TABLE objection (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    staff_id UUID NOT NULL,
    month INTEGER NOT NULL,
    due_day INTEGER NOT NULL,
    decided INTEGER NOT NULL,
    filed_at BIGINT NOT NULL,
    state TEXT NOT NULL
);
CREATE UNIQUE INDEX objection_month ON objection (region, staff_id, month);
CREATE INDEX objection_newest ON objection (region, filed_at);

-- Acts of one officer by time, so that what they did on cases can be proposed for their log.
CREATE INDEX event_actor ON event (region, actor, at) WHERE actor IS NOT NULL;

ALTER TABLE staff ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff FORCE ROW LEVEL SECURITY;
CREATE POLICY staff_region ON staff USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE unit ENABLE ROW LEVEL SECURITY;
ALTER TABLE unit FORCE ROW LEVEL SECURITY;
CREATE POLICY unit_region ON unit USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE position ENABLE ROW LEVEL SECURITY;
ALTER TABLE position FORCE ROW LEVEL SECURITY;
CREATE POLICY position_region ON position USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE placement ENABLE ROW LEVEL SECURITY;
ALTER TABLE placement FORCE ROW LEVEL SECURITY;
CREATE POLICY placement_region ON placement USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE work_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE work_event FORCE ROW LEVEL SECURITY;
CREATE POLICY work_event_region ON work_event USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE work_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE work_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY work_entry_region ON work_entry USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE attendance ENABLE ROW LEVEL SECURITY;
ALTER TABLE attendance FORCE ROW LEVEL SECURITY;
CREATE POLICY attendance_region ON attendance USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE sanction ENABLE ROW LEVEL SECURITY;
ALTER TABLE sanction FORCE ROW LEVEL SECURITY;
CREATE POLICY sanction_region ON sanction USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE rating ENABLE ROW LEVEL SECURITY;
ALTER TABLE rating FORCE ROW LEVEL SECURITY;
CREATE POLICY rating_region ON rating USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE work_figure ENABLE ROW LEVEL SECURITY;
ALTER TABLE work_figure FORCE ROW LEVEL SECURITY;
CREATE POLICY work_figure_region ON work_figure USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE work_month ENABLE ROW LEVEL SECURITY;
ALTER TABLE work_month FORCE ROW LEVEL SECURITY;
CREATE POLICY work_month_region ON work_month USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE slip ENABLE ROW LEVEL SECURITY;
ALTER TABLE slip FORCE ROW LEVEL SECURITY;
CREATE POLICY slip_region ON slip USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE work_flag ENABLE ROW LEVEL SECURITY;
ALTER TABLE work_flag FORCE ROW LEVEL SECURITY;
CREATE POLICY work_flag_region ON work_flag USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE slip_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE slip_change FORCE ROW LEVEL SECURITY;
CREATE POLICY slip_change_region ON slip_change USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE objection ENABLE ROW LEVEL SECURITY;
ALTER TABLE objection FORCE ROW LEVEL SECURITY;
CREATE POLICY objection_region ON objection USING (coalesce(current_setting('app.region', true), '') IN ('', region));
