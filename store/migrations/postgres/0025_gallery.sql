-- Projects of the gallery, and who stands behind proposals. The same as ../sqlite/0025_gallery.sql.

-- A case that is a project: a projection of its events, beside its row in `cases`. Places are millionths of degrees, days are days since
-- 1970, the schedule is a list of [day, hundredths].
CREATE TABLE project (
    case_id UUID NOT NULL PRIMARY KEY,
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
);
CREATE INDEX project_service ON project (region, service);
CREATE INDEX project_proposal ON project (region, proposal) WHERE proposal IS NOT NULL;

-- One voice of an account for a case. Taken back, it is gone; who gave it is told to nobody.
CREATE TABLE support (
    region TEXT NOT NULL,
    case_id UUID NOT NULL,
    account UUID NOT NULL,
    service TEXT NOT NULL,
    year INTEGER NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (case_id, account)
);
CREATE INDEX support_account ON support (region, account, service, year);
CREATE INDEX support_service ON support (region, service, case_id);

ALTER TABLE project ENABLE ROW LEVEL SECURITY;
ALTER TABLE project FORCE ROW LEVEL SECURITY;
CREATE POLICY project_region ON project USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE support ENABLE ROW LEVEL SECURITY;
ALTER TABLE support FORCE ROW LEVEL SECURITY;
CREATE POLICY support_region ON support USING (coalesce(current_setting('app.region', true), '') IN ('', region));

-- Ended cases are counted too: how they ended, why they were refused, how they were rated. `terang rebuild` counts those that were there.
ALTER TABLE stand_count DROP CONSTRAINT stand_count_what_check;
ALTER TABLE stand_count ADD CONSTRAINT stand_count_what_check CHECK (what IN ('age', 'place', 'end', 'reason', 'rating'));

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
    asked_cases BIGINT NOT NULL,
    asked_rupiah BIGINT NOT NULL,
    approved_cases BIGINT NOT NULL,
    approved_rupiah BIGINT NOT NULL,
    paid_cases BIGINT NOT NULL,
    paid_rupiah BIGINT NOT NULL,
    reported_cases BIGINT NOT NULL,
    reported_rupiah BIGINT NOT NULL,
    refused_cases BIGINT NOT NULL,
    refused_rupiah BIGINT NOT NULL,
    PRIMARY KEY (region, service, fiscal_year, affair, district, slot)
);
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
CREATE FUNCTION count_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO figure_count (region, service, fiscal_year, affair, district, slot, asked_cases, asked_rupiah, approved_cases, approved_rupiah, paid_cases, paid_rupiah, reported_cases, reported_rupiah, refused_cases, refused_rupiah)
            VALUES (OLD.region, OLD.service, OLD.fiscal_year, coalesce(OLD.affair, ''), coalesce(OLD.district, ''), pg_backend_pid() % 8,
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
            ON CONFLICT (region, service, fiscal_year, affair, district, slot) DO UPDATE SET asked_cases = figure_count.asked_cases + excluded.asked_cases, asked_rupiah = figure_count.asked_rupiah + excluded.asked_rupiah, approved_cases = figure_count.approved_cases + excluded.approved_cases, approved_rupiah = figure_count.approved_rupiah + excluded.approved_rupiah, paid_cases = figure_count.paid_cases + excluded.paid_cases, paid_rupiah = figure_count.paid_rupiah + excluded.paid_rupiah, reported_cases = figure_count.reported_cases + excluded.reported_cases, reported_rupiah = figure_count.reported_rupiah + excluded.reported_rupiah, refused_cases = figure_count.refused_cases + excluded.refused_cases, refused_rupiah = figure_count.refused_rupiah + excluded.refused_rupiah;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO figure_count (region, service, fiscal_year, affair, district, slot, asked_cases, asked_rupiah, approved_cases, approved_rupiah, paid_cases, paid_rupiah, reported_cases, reported_rupiah, refused_cases, refused_rupiah)
            VALUES (NEW.region, NEW.service, NEW.fiscal_year, coalesce(NEW.affair, ''), coalesce(NEW.district, ''), pg_backend_pid() % 8,
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
            ON CONFLICT (region, service, fiscal_year, affair, district, slot) DO UPDATE SET asked_cases = figure_count.asked_cases + excluded.asked_cases, asked_rupiah = figure_count.asked_rupiah + excluded.asked_rupiah, approved_cases = figure_count.approved_cases + excluded.approved_cases, approved_rupiah = figure_count.approved_rupiah + excluded.approved_rupiah, paid_cases = figure_count.paid_cases + excluded.paid_cases, paid_rupiah = figure_count.paid_rupiah + excluded.paid_rupiah, reported_cases = figure_count.reported_cases + excluded.reported_cases, reported_rupiah = figure_count.reported_rupiah + excluded.reported_rupiah, refused_cases = figure_count.refused_cases + excluded.refused_cases, refused_rupiah = figure_count.refused_rupiah + excluded.refused_rupiah;
    END IF;
    RETURN NULL;
END;
$$;
CREATE TRIGGER figure_count_new AFTER INSERT ON cases FOR EACH ROW EXECUTE FUNCTION count_figures();
CREATE TRIGGER figure_count_changed AFTER UPDATE ON cases FOR EACH ROW
    WHEN ((OLD.fiscal_year, OLD.affair, OLD.district, OLD.requested, OLD.approved, OLD.paid, OLD.reported, OLD.outcome)
    IS DISTINCT FROM (NEW.fiscal_year, NEW.affair, NEW.district, NEW.requested, NEW.approved, NEW.paid, NEW.reported, NEW.outcome))
    EXECUTE FUNCTION count_figures();
CREATE TRIGGER figure_count_gone AFTER DELETE ON cases FOR EACH ROW EXECUTE FUNCTION count_figures();
ALTER TABLE figure_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE figure_count FORCE ROW LEVEL SECURITY;
CREATE POLICY figure_count_region ON figure_count USING (coalesce(current_setting('app.region', true), '') IN ('', region));
-- Figures read their counters; who received most reads this.
DROP INDEX cases_figures;
CREATE INDEX cases_recipients ON cases (region, service, fiscal_year, organisation, approved, paid, reported, outcome) WHERE approved IS NOT NULL;
