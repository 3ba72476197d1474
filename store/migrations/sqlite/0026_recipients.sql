-- Who received most is kept with the cases, as the other public figures are (0025): a row a recipient and budget year, and one in the year 0
-- that sums up all. What counts is what is granted and still stands. The same as ../postgres/0026_recipients.sql.
CREATE TABLE recipient_count (
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    cases INTEGER NOT NULL,
    approved INTEGER NOT NULL,
    paid INTEGER NOT NULL,
    reported INTEGER NOT NULL,
    PRIMARY KEY (region, service, fiscal_year, organisation)
) STRICT, WITHOUT ROWID;
INSERT INTO recipient_count
SELECT region, service, fiscal_year, organisation, count(*), sum(coalesce(approved, 0)), sum(coalesce(paid, 0)), sum(coalesce(reported, 0))
FROM cases AS c WHERE c.approved IS NOT NULL AND c.organisation <> '' AND (c.outcome IS NULL OR c.outcome = 'done')
GROUP BY region, service, fiscal_year, organisation;
INSERT INTO recipient_count
SELECT region, service, 0, organisation, count(*), sum(coalesce(approved, 0)), sum(coalesce(paid, 0)), sum(coalesce(reported, 0))
FROM cases AS c WHERE c.approved IS NOT NULL AND c.organisation <> '' AND (c.outcome IS NULL OR c.outcome = 'done')
GROUP BY region, service, organisation;
CREATE INDEX recipient_most ON recipient_count (region, service, fiscal_year, approved DESC, organisation) WHERE cases > 0;
CREATE TRIGGER recipient_count_new AFTER INSERT ON cases WHEN NEW.approved IS NOT NULL BEGIN
    INSERT INTO recipient_count (region, service, fiscal_year, organisation, cases, approved, paid, reported)
        SELECT NEW.region, NEW.service, kept.year, NEW.organisation, 1, coalesce(NEW.approved, 0), coalesce(NEW.paid, 0), coalesce(NEW.reported, 0)
        FROM (SELECT 0 AS year UNION ALL SELECT NEW.fiscal_year) AS kept WHERE NEW.approved IS NOT NULL AND NEW.organisation <> '' AND (NEW.outcome IS NULL OR NEW.outcome = 'done')
        ON CONFLICT (region, service, fiscal_year, organisation) DO UPDATE SET cases = cases + excluded.cases, approved = approved + excluded.approved,
            paid = paid + excluded.paid, reported = reported + excluded.reported;
END;
CREATE TRIGGER recipient_count_changed AFTER UPDATE ON cases WHEN (OLD.fiscal_year, OLD.organisation, OLD.approved, OLD.paid, OLD.reported, OLD.outcome)
    IS NOT (NEW.fiscal_year, NEW.organisation, NEW.approved, NEW.paid, NEW.reported, NEW.outcome) BEGIN
    INSERT INTO recipient_count (region, service, fiscal_year, organisation, cases, approved, paid, reported)
        SELECT OLD.region, OLD.service, kept.year, OLD.organisation, -1, -coalesce(OLD.approved, 0), -coalesce(OLD.paid, 0), -coalesce(OLD.reported, 0)
        FROM (SELECT 0 AS year UNION ALL SELECT OLD.fiscal_year) AS kept WHERE OLD.approved IS NOT NULL AND OLD.organisation <> '' AND (OLD.outcome IS NULL OR OLD.outcome = 'done')
        ON CONFLICT (region, service, fiscal_year, organisation) DO UPDATE SET cases = cases + excluded.cases, approved = approved + excluded.approved,
            paid = paid + excluded.paid, reported = reported + excluded.reported;
    INSERT INTO recipient_count (region, service, fiscal_year, organisation, cases, approved, paid, reported)
        SELECT NEW.region, NEW.service, kept.year, NEW.organisation, 1, coalesce(NEW.approved, 0), coalesce(NEW.paid, 0), coalesce(NEW.reported, 0)
        FROM (SELECT 0 AS year UNION ALL SELECT NEW.fiscal_year) AS kept WHERE NEW.approved IS NOT NULL AND NEW.organisation <> '' AND (NEW.outcome IS NULL OR NEW.outcome = 'done')
        ON CONFLICT (region, service, fiscal_year, organisation) DO UPDATE SET cases = cases + excluded.cases, approved = approved + excluded.approved,
            paid = paid + excluded.paid, reported = reported + excluded.reported;
END;
CREATE TRIGGER recipient_count_gone AFTER DELETE ON cases WHEN OLD.approved IS NOT NULL BEGIN
    INSERT INTO recipient_count (region, service, fiscal_year, organisation, cases, approved, paid, reported)
        SELECT OLD.region, OLD.service, kept.year, OLD.organisation, -1, -coalesce(OLD.approved, 0), -coalesce(OLD.paid, 0), -coalesce(OLD.reported, 0)
        FROM (SELECT 0 AS year UNION ALL SELECT OLD.fiscal_year) AS kept WHERE OLD.approved IS NOT NULL AND OLD.organisation <> '' AND (OLD.outcome IS NULL OR OLD.outcome = 'done')
        ON CONFLICT (region, service, fiscal_year, organisation) DO UPDATE SET cases = cases + excluded.cases, approved = approved + excluded.approved,
            paid = paid + excluded.paid, reported = reported + excluded.reported;
END;
DROP INDEX cases_recipients;
