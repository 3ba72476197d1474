-- What somebody is to achieve in a year, as it stands; what happened to it lies in work_event.
CREATE TABLE work_plan (
    id BLOB NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    staff_id BLOB NOT NULL,
    position TEXT NOT NULL,
    year INTEGER NOT NULL,
    status TEXT NOT NULL,
    word TEXT,
    since INTEGER NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX work_plan_year ON work_plan (region, staff_id, year, position);
CREATE INDEX work_plan_word ON work_plan (region, year, word, staff_id) WHERE word IS NOT NULL;

-- The aim that an entry serves; loose is one that serves neither an aim nor an order.
ALTER TABLE work_entry ADD COLUMN aim BLOB;
ALTER TABLE work_entry ADD COLUMN loose INTEGER NOT NULL DEFAULT 0;
CREATE INDEX work_entry_aim ON work_entry (region, staff_id, aim, month, status, minutes) WHERE aim IS NOT NULL;
DROP INDEX work_entry_month;
CREATE INDEX work_entry_month ON work_entry (region, month, staff_id, status, day, minutes, since, loose);
