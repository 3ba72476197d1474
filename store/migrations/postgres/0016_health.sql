-- How Terang itself answered, hour by hour. The same table as ../sqlite/0016_health.sql.

-- `up` has a bit for each minute of the hour in which a server ran. Answers by how long they took: up to 50, 100, 250, 500, 1,000,
-- 2,500 milliseconds, and longer. What several servers measured adds up.
CREATE TABLE service_hour (
    region TEXT NOT NULL,
    hour BIGINT NOT NULL,
    up BIGINT NOT NULL,
    faults BIGINT NOT NULL,
    ms_50 BIGINT NOT NULL,
    ms_100 BIGINT NOT NULL,
    ms_250 BIGINT NOT NULL,
    ms_500 BIGINT NOT NULL,
    ms_1000 BIGINT NOT NULL,
    ms_2500 BIGINT NOT NULL,
    ms_more BIGINT NOT NULL,
    sign_ins_failed BIGINT NOT NULL,
    PRIMARY KEY (region, hour)
);

ALTER TABLE service_hour ENABLE ROW LEVEL SECURITY;
ALTER TABLE service_hour FORCE ROW LEVEL SECURITY;
CREATE POLICY service_hour_region ON service_hour USING (coalesce(current_setting('app.region', true), '') IN ('', region));
