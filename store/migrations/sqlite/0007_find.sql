-- By which words a case is found. The same table as ../postgres/0007_find.sql. `terang rebuild` fills it for the cases that are there.

-- A word of a case, in small letters; a projection. An ordinary index is asked for what begins with some letters: a full
-- text index can't be used behind PostgreSQL's row-level walls, because its operator may leak.
CREATE TABLE case_word (
    region TEXT NOT NULL,
    word TEXT NOT NULL,
    case_id BLOB NOT NULL,
    PRIMARY KEY (region, word, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_word_case ON case_word (case_id, word);

-- A desk's cases by how long they have waited there.
CREATE INDEX cases_desk_since ON cases (region, holder, stage_since, id) WHERE outcome IS NULL;
-- And by stage, for a list that is narrowed to one.
CREATE INDEX cases_desk_stage ON cases (region, holder, stage, due_day, id) WHERE outcome IS NULL;
