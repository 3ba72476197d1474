-- How long offices took for each decision. The same table as ../sqlite/0011_pace.sql.

-- A projection: the day of a case's first decision, and the working days until then.
CREATE TABLE pace (
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    day INTEGER NOT NULL,
    case_id UUID NOT NULL,
    days INTEGER NOT NULL,
    PRIMARY KEY (region, case_id)
);
CREATE INDEX pace_day ON pace (region, service, day, days);

ALTER TABLE pace ENABLE ROW LEVEL SECURITY;
ALTER TABLE pace FORCE ROW LEVEL SECURITY;
CREATE POLICY pace_region ON pace USING (coalesce(current_setting('app.region', true), '') IN ('', region));
