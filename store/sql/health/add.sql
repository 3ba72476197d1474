-- Adds what a server measured to its hour. By the primary key.
INSERT INTO service_hour (region, hour, up, faults, ms_50, ms_100, ms_250, ms_500, ms_1000, ms_2500, ms_more, sign_ins_failed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (region, hour) DO UPDATE SET up = service_hour.up | excluded.up,
    faults = service_hour.faults + excluded.faults,
    ms_50 = service_hour.ms_50 + excluded.ms_50,
    ms_100 = service_hour.ms_100 + excluded.ms_100,
    ms_250 = service_hour.ms_250 + excluded.ms_250,
    ms_500 = service_hour.ms_500 + excluded.ms_500,
    ms_1000 = service_hour.ms_1000 + excluded.ms_1000,
    ms_2500 = service_hour.ms_2500 + excluded.ms_2500,
    ms_more = service_hour.ms_more + excluded.ms_more,
    sign_ins_failed = service_hour.sign_ins_failed + excluded.sign_ins_failed
