-- What calls for somebody by itself, what is done about it, and when it is meant to be quiet. The same tables as
-- ../sqlite/0015_alerts.sql.

-- An alert: raised by a rule of the pack about something, over when its figure has fallen again. Of each there is one that is open.
CREATE TABLE alert (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    rule TEXT NOT NULL,
    subject TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('warn', 'bad')),
    value BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    acked_by UUID,
    acked_at BIGINT,
    snoozed_until BIGINT,
    incident UUID,
    closed_at BIGINT
);
CREATE UNIQUE INDEX alert_open ON alert (region, rule, subject) WHERE closed_at IS NULL;
CREATE INDEX alert_region ON alert (region, opened_at);

-- Something that is dealt with together, with all that was done.
CREATE TABLE incident (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    title TEXT NOT NULL,
    opened_by UUID NOT NULL,
    opened_at BIGINT NOT NULL,
    closed_at BIGINT
);
CREATE INDEX incident_region ON incident (region, opened_at);

-- What somebody did about an alert or an incident. Never changed.
CREATE TABLE tending (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    alert UUID,
    incident UUID,
    at BIGINT NOT NULL,
    account UUID NOT NULL,
    what TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX tending_alert ON tending (region, alert, at);
CREATE INDEX tending_incident ON tending (region, incident, at);
CREATE INDEX tending_day ON tending (region, at);

-- Times in which alerts are quiet, because something is worked on.
CREATE TABLE maintenance (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    made_by UUID NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX maintenance_region ON maintenance (region, until_at);

-- Counts what changed of all this, so that screens know that they are old.
CREATE TABLE alert_change (
    region TEXT NOT NULL PRIMARY KEY,
    n BIGINT NOT NULL
);

ALTER TABLE alert ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert FORCE ROW LEVEL SECURITY;
CREATE POLICY alert_region ON alert USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE incident ENABLE ROW LEVEL SECURITY;
ALTER TABLE incident FORCE ROW LEVEL SECURITY;
CREATE POLICY incident_region ON incident USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE tending ENABLE ROW LEVEL SECURITY;
ALTER TABLE tending FORCE ROW LEVEL SECURITY;
CREATE POLICY tending_region ON tending USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE maintenance ENABLE ROW LEVEL SECURITY;
ALTER TABLE maintenance FORCE ROW LEVEL SECURITY;
CREATE POLICY maintenance_region ON maintenance USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE alert_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_change FORCE ROW LEVEL SECURITY;
CREATE POLICY alert_change_region ON alert_change USING (coalesce(current_setting('app.region', true), '') IN ('', region));
