-- How long offices took for each decision. The same table as ../postgres/0011_pace.sql.

-- A projection: the day of a case's first decision, and the working days until then.
CREATE TABLE pace (
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    day INTEGER NOT NULL,
    case_id BLOB NOT NULL,
    days INTEGER NOT NULL,
    PRIMARY KEY (region, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX pace_day ON pace (region, service, day, days);
