-- What an officer has typed on a case's page and not sent. The same table as ../postgres/0012_typed.sql.

-- Sealed: it may name people. It goes with the decision, or after some weeks.
CREATE TABLE desk_typed (
    region TEXT NOT NULL,
    account_id BLOB NOT NULL,
    case_id BLOB NOT NULL,
    typed TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (region, account_id, case_id)
) STRICT, WITHOUT ROWID;
