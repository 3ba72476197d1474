-- What an officer has typed on a case's page and not sent. The same table as ../sqlite/0012_typed.sql.

-- Sealed: it may name people. It goes with the decision, or after some weeks.
CREATE TABLE desk_typed (
    region TEXT NOT NULL,
    account_id UUID NOT NULL,
    case_id UUID NOT NULL,
    typed TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (region, account_id, case_id)
);

ALTER TABLE desk_typed ENABLE ROW LEVEL SECURITY;
ALTER TABLE desk_typed FORCE ROW LEVEL SECURITY;
CREATE POLICY desk_typed_region ON desk_typed USING (coalesce(current_setting('app.region', true), '') IN ('', region));
