-- What can be spent, and the lists by which it is given. The same tables, columns and order as ../sqlite/0002_lists.sql.

-- What a case takes of its programme's budget, whole rupiah; nothing before its list is signed and after a bad end.
ALTER TABLE cases ADD COLUMN taken BIGINT;
CREATE INDEX cases_taken ON cases (region, service, fiscal_year, affair, taken) WHERE taken IS NOT NULL;
CREATE INDEX cases_waiting ON cases (region, service, stage, fiscal_year, submitted_at) WHERE outcome IS NULL;

-- What can be spent on a programme in a year, on one field of affairs or ('') as a whole. The newest line counts; none
-- is ever changed.
CREATE TABLE budget_line (
    seq BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    region TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    service TEXT NOT NULL,
    affair TEXT NOT NULL,
    rupiah BIGINT NOT NULL,
    rule TEXT NOT NULL,
    why TEXT NOT NULL,
    actor UUID NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX budget_line_of ON budget_line (region, fiscal_year, service, affair, seq);
CREATE TRIGGER budget_line_never_changes BEFORE UPDATE OR DELETE ON budget_line FOR EACH ROW EXECUTE FUNCTION event_is_final();
CREATE TRIGGER budget_line_never_goes BEFORE TRUNCATE ON budget_line FOR EACH STATEMENT EXECUTE FUNCTION event_is_final();

-- What happened to nominative lists. Never changed, never deleted.
CREATE TABLE list_event (
    seq BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    region TEXT NOT NULL,
    list_id UUID NOT NULL,
    version INTEGER NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    actor UUID,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX list_event_version ON list_event (list_id, version);
CREATE TRIGGER list_event_never_changes BEFORE UPDATE OR DELETE ON list_event FOR EACH ROW EXECUTE FUNCTION event_is_final();
CREATE TRIGGER list_event_never_goes BEFORE TRUNCATE ON list_event FOR EACH STATEMENT EXECUTE FUNCTION event_is_final();

-- Every list as it stands: a projection of its events.
CREATE TABLE nominative (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    number TEXT NOT NULL,
    status TEXT NOT NULL,
    version INTEGER NOT NULL,
    edition INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    total BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    state TEXT NOT NULL
);
CREATE UNIQUE INDEX nominative_number ON nominative (region, number);
CREATE INDEX nominative_newest ON nominative (region, changed_at, id);

-- The list that a case is on: never two. A projection.
CREATE TABLE nominative_case (
    region TEXT NOT NULL,
    case_id UUID NOT NULL,
    list_id UUID NOT NULL,
    PRIMARY KEY (region, case_id)
);
CREATE INDEX nominative_case_list ON nominative_case (region, list_id);

-- What the server saw of a region's pack when it last acted on it, such as its calendar.
CREATE TABLE known (
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (region, name)
);
ALTER TABLE budget_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE budget_line FORCE ROW LEVEL SECURITY;
CREATE POLICY budget_line_region ON budget_line USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE list_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE list_event FORCE ROW LEVEL SECURITY;
CREATE POLICY list_event_region ON list_event USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE nominative ENABLE ROW LEVEL SECURITY;
ALTER TABLE nominative FORCE ROW LEVEL SECURITY;
CREATE POLICY nominative_region ON nominative USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE nominative_case ENABLE ROW LEVEL SECURITY;
ALTER TABLE nominative_case FORCE ROW LEVEL SECURITY;
CREATE POLICY nominative_case_region ON nominative_case USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE known ENABLE ROW LEVEL SECURITY;
ALTER TABLE known FORCE ROW LEVEL SECURITY;
CREATE POLICY known_region ON known USING (coalesce(current_setting('app.region', true), '') IN ('', region));
