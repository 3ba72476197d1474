-- What can be spent, and the lists by which it is given. The same tables, columns and order as ../postgres/0002_lists.sql.

-- What a case takes of its programme's budget, whole rupiah; nothing before its list is signed and after a bad end.
ALTER TABLE cases ADD COLUMN taken INTEGER;
CREATE INDEX cases_taken ON cases (region, service, fiscal_year, affair, taken) WHERE taken IS NOT NULL;
CREATE INDEX cases_waiting ON cases (region, service, stage, fiscal_year, submitted_at) WHERE outcome IS NULL;

-- What can be spent on a programme in a year, on one field of affairs or ('') as a whole. The newest line counts; none
-- is ever changed.
CREATE TABLE budget_line (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    region TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    service TEXT NOT NULL,
    affair TEXT NOT NULL,
    rupiah INTEGER NOT NULL,
    rule TEXT NOT NULL,
    why TEXT NOT NULL,
    actor BLOB NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX budget_line_of ON budget_line (region, fiscal_year, service, affair, seq);
CREATE TRIGGER budget_line_never_changes BEFORE UPDATE ON budget_line BEGIN
    SELECT RAISE (ABORT, 'budget lines are never changed');
END;
CREATE TRIGGER budget_line_never_goes BEFORE DELETE ON budget_line BEGIN
    SELECT RAISE (ABORT, 'budget lines are never deleted');
END;

-- What happened to nominative lists. Never changed, never deleted.
CREATE TABLE list_event (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    region TEXT NOT NULL,
    list_id BLOB NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    actor BLOB,
    body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX list_event_version ON list_event (list_id, version);
CREATE TRIGGER list_event_never_changes BEFORE UPDATE ON list_event BEGIN
    SELECT RAISE (ABORT, 'events are never changed');
END;
CREATE TRIGGER list_event_never_goes BEFORE DELETE ON list_event BEGIN
    SELECT RAISE (ABORT, 'events are never deleted');
END;

-- Every list as it stands: a projection of its events.
CREATE TABLE nominative (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    number TEXT NOT NULL,
    status TEXT NOT NULL,
    version INTEGER NOT NULL,
    edition INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    total INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    state TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX nominative_number ON nominative (region, number);
CREATE INDEX nominative_newest ON nominative (region, changed_at, id);

-- The list that a case is on: never two. A projection.
CREATE TABLE nominative_case (
    region TEXT NOT NULL,
    case_id BLOB NOT NULL,
    list_id BLOB NOT NULL,
    PRIMARY KEY (region, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX nominative_case_list ON nominative_case (region, list_id);

-- What the server saw of a region's pack when it last acted on it, such as its calendar.
CREATE TABLE known (
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (region, name)
) STRICT, WITHOUT ROWID;
