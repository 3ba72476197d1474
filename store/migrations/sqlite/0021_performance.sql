-- Performance of staff: who holds which position, what they did, what it was worth. The same tables as ../postgres/0021_performance.sql.
-- Days are days since 1970, months are counted from year 0, minutes of a day from midnight.

-- A member of staff; the account is theirs where they sign in.
CREATE TABLE staff (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    account_id BLOB,
    from_day INTEGER NOT NULL,
    until_day INTEGER
) STRICT;
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
) STRICT, WITHOUT ROWID;
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
) STRICT, WITHOUT ROWID;
CREATE INDEX position_unit ON position (region, unit);
CREATE INDEX position_superior ON position (region, superior) WHERE superior IS NOT NULL;

-- Who holds a position, how and for how long.
CREATE TABLE placement (
    region TEXT NOT NULL,
    staff_id BLOB NOT NULL,
    position TEXT NOT NULL,
    hold TEXT NOT NULL CHECK (hold IN ('own', 'acting', 'seconded')),
    from_day INTEGER NOT NULL,
    until_day INTEGER,
    PRIMARY KEY (region, staff_id, position, from_day)
) STRICT, WITHOUT ROWID;
CREATE INDEX placement_position ON placement (region, position, from_day);

-- What happened to entries of work logs, to months, to objections and to the organisation. Never changed, never deleted.
CREATE TABLE work_event (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    region TEXT NOT NULL,
    subject BLOB NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    actor BLOB,
    body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX work_event_version ON work_event (subject, version);
CREATE TRIGGER work_event_never_changes BEFORE UPDATE ON work_event BEGIN
    SELECT RAISE (ABORT, 'events are never changed');
END;
CREATE TRIGGER work_event_never_goes BEFORE DELETE ON work_event BEGIN
    SELECT RAISE (ABORT, 'events are never deleted');
END;

-- Every entry of a work log as it stands: a projection of its events. An act on a case shows itself in one entry of each officer.
CREATE TABLE work_entry (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    staff_id BLOB NOT NULL,
    month INTEGER NOT NULL,
    day INTEGER NOT NULL,
    code TEXT NOT NULL,
    status TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    since INTEGER NOT NULL,
    judged_by BLOB,
    late_for BLOB,
    case_seq INTEGER,
    version INTEGER NOT NULL,
    state TEXT NOT NULL
) STRICT;
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
    staff_id BLOB NOT NULL,
    came_at INTEGER,
    left_at INTEGER,
    absence TEXT,
    PRIMARY KEY (region, staff_id, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_day ON attendance (region, day);

-- A sanction that cuts for some months.
CREATE TABLE sanction (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    staff_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    first_month INTEGER NOT NULL,
    months INTEGER NOT NULL,
    letter TEXT NOT NULL,
    actor BLOB NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX sanction_staff ON sanction (region, first_month, staff_id);

-- What one judged of another's behaviour in a month: for each value 0 to 100.
CREATE TABLE rating (
    region TEXT NOT NULL,
    month INTEGER NOT NULL,
    rated_id BLOB NOT NULL,
    rater_id BLOB NOT NULL,
    by_role TEXT NOT NULL CHECK (by_role IN ('superior', 'peer', 'subordinate')),
    scores TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (region, month, rated_id, rater_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX rating_rater ON rating (region, month, rater_id);

-- A figure that was reported for a month: what was to be reached and what was. Whose it is: an agency's or a unit's key, or a number.
CREATE TABLE work_figure (
    region TEXT NOT NULL,
    month INTEGER NOT NULL,
    key TEXT NOT NULL,
    whose TEXT NOT NULL,
    realised INTEGER NOT NULL,
    target INTEGER NOT NULL,
    actor BLOB,
    at INTEGER NOT NULL,
    PRIMARY KEY (region, month, key, whose)
) STRICT, WITHOUT ROWID;

-- A month of a region as it stands: a projection of its events.
CREATE TABLE work_month (
    region TEXT NOT NULL,
    month INTEGER NOT NULL,
    status TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (region, month)
) STRICT, WITHOUT ROWID;

-- What a month was worth to somebody. The edition counts runs of the month; only the last one before it was signed counts.
CREATE TABLE slip (
    region TEXT NOT NULL,
    month INTEGER NOT NULL,
    staff_id BLOB NOT NULL,
    agency TEXT NOT NULL,
    unit TEXT NOT NULL,
    earned INTEGER NOT NULL,
    paid INTEGER NOT NULL,
    performance INTEGER,
    state TEXT NOT NULL,
    PRIMARY KEY (region, month, staff_id)
) STRICT;
CREATE INDEX slip_agency ON slip (region, month, agency, unit);
CREATE INDEX slip_staff ON slip (region, staff_id, month);

-- A pattern that was seen in somebody's month, what they say of it, and what a check of it gave.
CREATE TABLE work_flag (
    region TEXT NOT NULL,
    month INTEGER NOT NULL,
    staff_id BLOB NOT NULL,
    pattern TEXT NOT NULL,
    figure INTEGER NOT NULL,
    n INTEGER NOT NULL,
    entries TEXT NOT NULL,
    answer TEXT,
    answered_at INTEGER,
    verdict TEXT,
    judged_at INTEGER,
    PRIMARY KEY (region, month, staff_id, pattern)
) STRICT, WITHOUT ROWID;

-- That something of a month which is signed turned out to be otherwise: it is settled in a line of a later month.
CREATE TABLE slip_change (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    month INTEGER NOT NULL,
    staff_id BLOB NOT NULL,
    why TEXT NOT NULL,
    at INTEGER NOT NULL,
    settled_month INTEGER
) STRICT;
CREATE INDEX slip_change_open ON slip_change (region, month, staff_id);

-- An objection to a signed month as it stands: a projection of its events.
CREATE TABLE objection (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    staff_id BLOB NOT NULL,
    month INTEGER NOT NULL,
    due_day INTEGER NOT NULL,
    decided INTEGER NOT NULL,
    filed_at INTEGER NOT NULL,
    state TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX objection_month ON objection (region, staff_id, month);
CREATE INDEX objection_newest ON objection (region, filed_at);

-- Acts of one officer by time, so that what they did on cases can be proposed for their log.
CREATE INDEX event_actor ON event (region, actor, at) WHERE actor IS NOT NULL;
