-- How Terang itself answered, hour by hour. The same table as ../postgres/0016_health.sql.

-- `up` has a bit for each minute of the hour in which a server ran. Answers by how long they took: up to 50, 100, 250, 500, 1,000,
-- 2,500 milliseconds, and longer. What several servers measured adds up.
CREATE TABLE service_hour (
    region TEXT NOT NULL,
    hour INTEGER NOT NULL,
    up INTEGER NOT NULL,
    faults INTEGER NOT NULL,
    ms_50 INTEGER NOT NULL,
    ms_100 INTEGER NOT NULL,
    ms_250 INTEGER NOT NULL,
    ms_500 INTEGER NOT NULL,
    ms_1000 INTEGER NOT NULL,
    ms_2500 INTEGER NOT NULL,
    ms_more INTEGER NOT NULL,
    sign_ins_failed INTEGER NOT NULL,
    PRIMARY KEY (region, hour)
) STRICT, WITHOUT ROWID;
