-- What boards count beside the queues, and the lists behind their figures. The same as ../sqlite/0014_boards.sql. Cases that are there
-- already are counted by `terang rebuild`.

-- Open cases by the day since which they are at their stage (what = age), and by district and due day (what = place). The count of
-- a key is the sum over its slots, as in queue_count.
CREATE TABLE stand_count (
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('age', 'place')),
    key TEXT NOT NULL,
    day INTEGER NOT NULL,
    slot INTEGER NOT NULL DEFAULT 0,
    n BIGINT NOT NULL,
    PRIMARY KEY (region, service, what, key, day, slot)
);
CREATE INDEX stand_count_live ON stand_count (region, what) WHERE n <> 0;

-- The lists behind figures: open cases of a stage by term, and what happened on a day.
CREATE INDEX cases_stage_due ON cases (region, service, stage, due_day, id) WHERE outcome IS NULL;
CREATE INDEX event_day ON event (region, at, seq) WHERE kind IN ('submitted', 'moved');

ALTER TABLE stand_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE stand_count FORCE ROW LEVEL SECURITY;
CREATE POLICY stand_count_region ON stand_count USING (coalesce(current_setting('app.region', true), '') IN ('', region));
