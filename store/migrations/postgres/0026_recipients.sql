-- Who received most is kept with the cases, as the other public figures are (0025): a row a recipient and budget year, and one in the year 0
-- that sums up all. What counts is what is granted and still stands. The same as ../sqlite/0026_recipients.sql.
CREATE TABLE recipient_count (
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    cases BIGINT NOT NULL,
    approved BIGINT NOT NULL,
    paid BIGINT NOT NULL,
    reported BIGINT NOT NULL,
    PRIMARY KEY (region, service, fiscal_year, organisation)
);
INSERT INTO recipient_count
SELECT region, service, fiscal_year, organisation, count(*), sum(coalesce(approved, 0)), sum(coalesce(paid, 0)), sum(coalesce(reported, 0))
FROM cases AS c WHERE c.approved IS NOT NULL AND c.organisation <> '' AND (c.outcome IS NULL OR c.outcome = 'done')
GROUP BY region, service, fiscal_year, organisation;
INSERT INTO recipient_count
SELECT region, service, 0, organisation, count(*), sum(coalesce(approved, 0)), sum(coalesce(paid, 0)), sum(coalesce(reported, 0))
FROM cases AS c WHERE c.approved IS NOT NULL AND c.organisation <> '' AND (c.outcome IS NULL OR c.outcome = 'done')
GROUP BY region, service, organisation;
CREATE INDEX recipient_most ON recipient_count (region, service, fiscal_year, approved DESC, organisation) WHERE cases > 0;
CREATE FUNCTION count_recipients() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO recipient_count (region, service, fiscal_year, organisation, cases, approved, paid, reported)
            SELECT OLD.region, OLD.service, kept.year, OLD.organisation, -1, -coalesce(OLD.approved, 0), -coalesce(OLD.paid, 0), -coalesce(OLD.reported, 0)
            FROM (SELECT 0 AS year UNION ALL SELECT OLD.fiscal_year) AS kept WHERE OLD.approved IS NOT NULL AND OLD.organisation <> '' AND (OLD.outcome IS NULL OR OLD.outcome = 'done')
            ON CONFLICT (region, service, fiscal_year, organisation) DO UPDATE SET cases = recipient_count.cases + excluded.cases, approved = recipient_count.approved + excluded.approved,
                paid = recipient_count.paid + excluded.paid, reported = recipient_count.reported + excluded.reported;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO recipient_count (region, service, fiscal_year, organisation, cases, approved, paid, reported)
            SELECT NEW.region, NEW.service, kept.year, NEW.organisation, 1, coalesce(NEW.approved, 0), coalesce(NEW.paid, 0), coalesce(NEW.reported, 0)
            FROM (SELECT 0 AS year UNION ALL SELECT NEW.fiscal_year) AS kept WHERE NEW.approved IS NOT NULL AND NEW.organisation <> '' AND (NEW.outcome IS NULL OR NEW.outcome = 'done')
            ON CONFLICT (region, service, fiscal_year, organisation) DO UPDATE SET cases = recipient_count.cases + excluded.cases, approved = recipient_count.approved + excluded.approved,
                paid = recipient_count.paid + excluded.paid, reported = recipient_count.reported + excluded.reported;
    END IF;
    RETURN NULL;
END;
$$;
CREATE TRIGGER recipient_count_new AFTER INSERT ON cases FOR EACH ROW WHEN (NEW.approved IS NOT NULL) EXECUTE FUNCTION count_recipients();
CREATE TRIGGER recipient_count_changed AFTER UPDATE ON cases FOR EACH ROW
    WHEN ((OLD.fiscal_year, OLD.organisation, OLD.approved, OLD.paid, OLD.reported, OLD.outcome)
    IS DISTINCT FROM (NEW.fiscal_year, NEW.organisation, NEW.approved, NEW.paid, NEW.reported, NEW.outcome))
    EXECUTE FUNCTION count_recipients();
CREATE TRIGGER recipient_count_gone AFTER DELETE ON cases FOR EACH ROW WHEN (OLD.approved IS NOT NULL) EXECUTE FUNCTION count_recipients();
ALTER TABLE recipient_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE recipient_count FORCE ROW LEVEL SECURITY;
CREATE POLICY recipient_count_region ON recipient_count USING (coalesce(current_setting('app.region', true), '') IN ('', region));
DROP INDEX cases_recipients;
