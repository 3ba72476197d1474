-- What could not be taken from a month's slip, rupiah, at most zero: later months take it.
ALTER TABLE slip ADD COLUMN owed BIGINT NOT NULL DEFAULT 0;
CREATE INDEX slip_owed ON slip (region, staff_id, month) WHERE owed < 0;
