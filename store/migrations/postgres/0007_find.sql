-- By which words a case is found. The same table as ../sqlite/0007_find.sql. `terang rebuild` fills it for the cases that are there.

-- A word of a case, in small letters; a projection. An ordinary index is asked for what begins with some letters: a full
-- text index can't be used behind PostgreSQL's row-level walls, because its operator may leak.
CREATE TABLE case_word (
    region TEXT NOT NULL,
    word TEXT NOT NULL COLLATE "C",
    case_id UUID NOT NULL,
    PRIMARY KEY (region, word, case_id)
);
CREATE INDEX case_word_case ON case_word (case_id, word);

-- A desk's cases by how long they have waited there.
CREATE INDEX cases_desk_since ON cases (region, holder, stage_since, id) WHERE outcome IS NULL;
-- And by stage, for a list that is narrowed to one.
CREATE INDEX cases_desk_stage ON cases (region, holder, stage, due_day, id) WHERE outcome IS NULL;

ALTER TABLE case_word ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_word FORCE ROW LEVEL SECURITY;
CREATE POLICY case_word_region ON case_word USING (coalesce(current_setting('app.region', true), '') IN ('', region));
