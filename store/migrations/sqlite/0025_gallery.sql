-- Projects of the gallery, and who stands behind proposals. The same as ../postgres/0025_gallery.sql.

-- A case that is a project: a projection of its events, beside its row in `cases`. Places are millionths of degrees, days are days since
-- 1970, the schedule is a list of [day, hundredths].
CREATE TABLE project (
    case_id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    fund TEXT NOT NULL,
    latitude INTEGER,
    longitude INTEGER,
    starts_day INTEGER,
    ends_day INTEGER,
    began_day INTEGER,
    finished_day INTEGER,
    physical INTEGER NOT NULL,
    reported_day INTEGER,
    schedule TEXT NOT NULL,
    activity TEXT NOT NULL,
    contractor TEXT NOT NULL,
    procurement TEXT NOT NULL,
    proposal TEXT
) STRICT;
CREATE INDEX project_service ON project (region, service);
CREATE INDEX project_proposal ON project (region, proposal) WHERE proposal IS NOT NULL;

-- One voice of an account for a case. Taken back, it is gone; who gave it is told to nobody.
CREATE TABLE support (
    region TEXT NOT NULL,
    case_id BLOB NOT NULL,
    account BLOB NOT NULL,
    service TEXT NOT NULL,
    year INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (case_id, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX support_account ON support (region, account, service, year);
CREATE INDEX support_service ON support (region, service, case_id);

-- Ended cases are counted too: how they ended, why they were refused, how they were rated. `terang rebuild` counts those that were there.
CREATE TABLE stand_counted (
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('age', 'place', 'end', 'reason', 'rating')),
    key TEXT NOT NULL,
    day INTEGER NOT NULL,
    slot INTEGER NOT NULL DEFAULT 0,
    n INTEGER NOT NULL,
    PRIMARY KEY (region, service, what, key, day, slot)
) STRICT, WITHOUT ROWID;
INSERT INTO stand_counted SELECT region, service, what, key, day, slot, n FROM stand_count;
DROP TABLE stand_count;
ALTER TABLE stand_counted RENAME TO stand_count;
CREATE INDEX stand_count_live ON stand_count (region, what) WHERE n <> 0;

-- Public figures of money are kept with the cases that they count, by the database itself: nothing that writes a case can forget them, and
-- whatever the history's length few rows are read. What counts where is said in `domain::figures` as well; a test compares. An empty affair or
-- district is none; a counter's value is the sum over its slots.
CREATE TABLE figure_count (
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    affair TEXT NOT NULL,
    district TEXT NOT NULL,
    slot INTEGER NOT NULL,
    asked_cases INTEGER NOT NULL,
    asked_rupiah INTEGER NOT NULL,
    approved_cases INTEGER NOT NULL,
    approved_rupiah INTEGER NOT NULL,
    paid_cases INTEGER NOT NULL,
    paid_rupiah INTEGER NOT NULL,
    reported_cases INTEGER NOT NULL,
    reported_rupiah INTEGER NOT NULL,
    refused_cases INTEGER NOT NULL,
    refused_rupiah INTEGER NOT NULL,
    PRIMARY KEY (region, service, fiscal_year, affair, district, slot)
) STRICT, WITHOUT ROWID;
INSERT INTO figure_count
SELECT region, service, fiscal_year, coalesce(affair, ''), coalesce(district, ''), 0,
    sum(1),
    sum(coalesce(requested, 0)),
    sum(CASE WHEN approved IS NOT NULL AND (outcome IS NULL OR outcome = 'done') THEN 1 ELSE 0 END),
    sum(CASE WHEN outcome IS NULL OR outcome = 'done' THEN coalesce(approved, 0) ELSE 0 END),
    sum(CASE WHEN paid IS NULL THEN 0 ELSE 1 END),
    sum(coalesce(paid, 0)),
    sum(CASE WHEN reported IS NULL THEN 0 ELSE 1 END),
    sum(coalesce(reported, 0)),
    sum(CASE WHEN outcome = 'refused' THEN 1 ELSE 0 END),
    sum(CASE WHEN outcome = 'refused' THEN coalesce(requested, 0) ELSE 0 END)
FROM cases GROUP BY region, service, fiscal_year, coalesce(affair, ''), coalesce(district, '');
CREATE TRIGGER figure_count_new AFTER INSERT ON cases BEGIN
    INSERT INTO figure_count (region, service, fiscal_year, affair, district, slot, asked_cases, asked_rupiah, approved_cases, approved_rupiah, paid_cases, paid_rupiah, reported_cases, reported_rupiah, refused_cases, refused_rupiah)
        VALUES (NEW.region, NEW.service, NEW.fiscal_year, coalesce(NEW.affair, ''), coalesce(NEW.district, ''), 0,
            1,
            coalesce(NEW.requested, 0),
            CASE WHEN NEW.approved IS NOT NULL AND (NEW.outcome IS NULL OR NEW.outcome = 'done') THEN 1 ELSE 0 END,
            CASE WHEN NEW.outcome IS NULL OR NEW.outcome = 'done' THEN coalesce(NEW.approved, 0) ELSE 0 END,
            CASE WHEN NEW.paid IS NULL THEN 0 ELSE 1 END,
            coalesce(NEW.paid, 0),
            CASE WHEN NEW.reported IS NULL THEN 0 ELSE 1 END,
            coalesce(NEW.reported, 0),
            CASE WHEN NEW.outcome = 'refused' THEN 1 ELSE 0 END,
            CASE WHEN NEW.outcome = 'refused' THEN coalesce(NEW.requested, 0) ELSE 0 END)
        ON CONFLICT (region, service, fiscal_year, affair, district, slot) DO UPDATE SET asked_cases = asked_cases + excluded.asked_cases, asked_rupiah = asked_rupiah + excluded.asked_rupiah, approved_cases = approved_cases + excluded.approved_cases, approved_rupiah = approved_rupiah + excluded.approved_rupiah, paid_cases = paid_cases + excluded.paid_cases, paid_rupiah = paid_rupiah + excluded.paid_rupiah, reported_cases = reported_cases + excluded.reported_cases, reported_rupiah = reported_rupiah + excluded.reported_rupiah, refused_cases = refused_cases + excluded.refused_cases, refused_rupiah = refused_rupiah + excluded.refused_rupiah;
END;
CREATE TRIGGER figure_count_changed AFTER UPDATE ON cases WHEN (OLD.fiscal_year, OLD.affair, OLD.district, OLD.requested, OLD.approved, OLD.paid, OLD.reported, OLD.outcome)
    IS NOT (NEW.fiscal_year, NEW.affair, NEW.district, NEW.requested, NEW.approved, NEW.paid, NEW.reported, NEW.outcome) BEGIN
    INSERT INTO figure_count (region, service, fiscal_year, affair, district, slot, asked_cases, asked_rupiah, approved_cases, approved_rupiah, paid_cases, paid_rupiah, reported_cases, reported_rupiah, refused_cases, refused_rupiah)
        VALUES (OLD.region, OLD.service, OLD.fiscal_year, coalesce(OLD.affair, ''), coalesce(OLD.district, ''), 0,
            -(1),
            -(coalesce(OLD.requested, 0)),
            -(CASE WHEN OLD.approved IS NOT NULL AND (OLD.outcome IS NULL OR OLD.outcome = 'done') THEN 1 ELSE 0 END),
            -(CASE WHEN OLD.outcome IS NULL OR OLD.outcome = 'done' THEN coalesce(OLD.approved, 0) ELSE 0 END),
            -(CASE WHEN OLD.paid IS NULL THEN 0 ELSE 1 END),
            -(coalesce(OLD.paid, 0)),
            -(CASE WHEN OLD.reported IS NULL THEN 0 ELSE 1 END),
            -(coalesce(OLD.reported, 0)),
            -(CASE WHEN OLD.outcome = 'refused' THEN 1 ELSE 0 END),
            -(CASE WHEN OLD.outcome = 'refused' THEN coalesce(OLD.requested, 0) ELSE 0 END))
        ON CONFLICT (region, service, fiscal_year, affair, district, slot) DO UPDATE SET asked_cases = asked_cases + excluded.asked_cases, asked_rupiah = asked_rupiah + excluded.asked_rupiah, approved_cases = approved_cases + excluded.approved_cases, approved_rupiah = approved_rupiah + excluded.approved_rupiah, paid_cases = paid_cases + excluded.paid_cases, paid_rupiah = paid_rupiah + excluded.paid_rupiah, reported_cases = reported_cases + excluded.reported_cases, reported_rupiah = reported_rupiah + excluded.reported_rupiah, refused_cases = refused_cases + excluded.refused_cases, refused_rupiah = refused_rupiah + excluded.refused_rupiah;
    INSERT INTO figure_count (region, service, fiscal_year, affair, district, slot, asked_cases, asked_rupiah, approved_cases, approved_rupiah, paid_cases, paid_rupiah, reported_cases, reported_rupiah, refused_cases, refused_rupiah)
        VALUES (NEW.region, NEW.service, NEW.fiscal_year, coalesce(NEW.affair, ''), coalesce(NEW.district, ''), 0,
            1,
            coalesce(NEW.requested, 0),
            CASE WHEN NEW.approved IS NOT NULL AND (NEW.outcome IS NULL OR NEW.outcome = 'done') THEN 1 ELSE 0 END,
            CASE WHEN NEW.outcome IS NULL OR NEW.outcome = 'done' THEN coalesce(NEW.approved, 0) ELSE 0 END,
            CASE WHEN NEW.paid IS NULL THEN 0 ELSE 1 END,
            coalesce(NEW.paid, 0),
            CASE WHEN NEW.reported IS NULL THEN 0 ELSE 1 END,
            coalesce(NEW.reported, 0),
            CASE WHEN NEW.outcome = 'refused' THEN 1 ELSE 0 END,
            CASE WHEN NEW.outcome = 'refused' THEN coalesce(NEW.requested, 0) ELSE 0 END)
        ON CONFLICT (region, service, fiscal_year, affair, district, slot) DO UPDATE SET asked_cases = asked_cases + excluded.asked_cases, asked_rupiah = asked_rupiah + excluded.asked_rupiah, approved_cases = approved_cases + excluded.approved_cases, approved_rupiah = approved_rupiah + excluded.approved_rupiah, paid_cases = paid_cases + excluded.paid_cases, paid_rupiah = paid_rupiah + excluded.paid_rupiah, reported_cases = reported_cases + excluded.reported_cases, reported_rupiah = reported_rupiah + excluded.reported_rupiah, refused_cases = refused_cases + excluded.refused_cases, refused_rupiah = refused_rupiah + excluded.refused_rupiah;
END;
CREATE TRIGGER figure_count_gone AFTER DELETE ON cases BEGIN
    INSERT INTO figure_count (region, service, fiscal_year, affair, district, slot, asked_cases, asked_rupiah, approved_cases, approved_rupiah, paid_cases, paid_rupiah, reported_cases, reported_rupiah, refused_cases, refused_rupiah)
        VALUES (OLD.region, OLD.service, OLD.fiscal_year, coalesce(OLD.affair, ''), coalesce(OLD.district, ''), 0,
            -(1),
            -(coalesce(OLD.requested, 0)),
            -(CASE WHEN OLD.approved IS NOT NULL AND (OLD.outcome IS NULL OR OLD.outcome = 'done') THEN 1 ELSE 0 END),
            -(CASE WHEN OLD.outcome IS NULL OR OLD.outcome = 'done' THEN coalesce(OLD.approved, 0) ELSE 0 END),
            -(CASE WHEN OLD.paid IS NULL THEN 0 ELSE 1 END),
            -(coalesce(OLD.paid, 0)),
            -(CASE WHEN OLD.reported IS NULL THEN 0 ELSE 1 END),
            -(coalesce(OLD.reported, 0)),
            -(CASE WHEN OLD.outcome = 'refused' THEN 1 ELSE 0 END),
            -(CASE WHEN OLD.outcome = 'refused' THEN coalesce(OLD.requested, 0) ELSE 0 END))
        ON CONFLICT (region, service, fiscal_year, affair, district, slot) DO UPDATE SET asked_cases = asked_cases + excluded.asked_cases, asked_rupiah = asked_rupiah + excluded.asked_rupiah, approved_cases = approved_cases + excluded.approved_cases, approved_rupiah = approved_rupiah + excluded.approved_rupiah, paid_cases = paid_cases + excluded.paid_cases, paid_rupiah = paid_rupiah + excluded.paid_rupiah, reported_cases = reported_cases + excluded.reported_cases, reported_rupiah = reported_rupiah + excluded.reported_rupiah, refused_cases = refused_cases + excluded.refused_cases, refused_rupiah = refused_rupiah + excluded.refused_rupiah;
END;
-- Figures read their counters; who received most reads this.
DROP INDEX cases_figures;
CREATE INDEX cases_recipients ON cases (region, service, fiscal_year, organisation, approved, paid, reported, outcome) WHERE approved IS NOT NULL;
