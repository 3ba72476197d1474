-- What calls for somebody by itself, what is done about it, and when it is meant to be quiet. The same tables as
-- ../postgres/0015_alerts.sql.

-- An alert: raised by a rule of the pack about something, over when its figure has fallen again. Of each there is one that is open.
CREATE TABLE alert (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    rule TEXT NOT NULL,
    subject TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('warn', 'bad')),
    value INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    acked_by BLOB,
    acked_at INTEGER,
    snoozed_until INTEGER,
    incident BLOB,
    closed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX alert_open ON alert (region, rule, subject) WHERE closed_at IS NULL;
CREATE INDEX alert_region ON alert (region, opened_at);

-- Something that is dealt with together, with all that was done.
CREATE TABLE incident (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    title TEXT NOT NULL,
    opened_by BLOB NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER
) STRICT;
CREATE INDEX incident_region ON incident (region, opened_at);

-- What somebody did about an alert or an incident. Never changed.
CREATE TABLE tending (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    alert BLOB,
    incident BLOB,
    at INTEGER NOT NULL,
    account BLOB NOT NULL,
    what TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX tending_alert ON tending (region, alert, at);
CREATE INDEX tending_incident ON tending (region, incident, at);
CREATE INDEX tending_day ON tending (region, at);

-- Times in which alerts are quiet, because something is worked on.
CREATE TABLE maintenance (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    made_by BLOB NOT NULL,
    made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX maintenance_region ON maintenance (region, until_at);

-- Counts what changed of all this, so that screens know that they are old.
CREATE TABLE alert_change (
    region TEXT NOT NULL PRIMARY KEY,
    n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
