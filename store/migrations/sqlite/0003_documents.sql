-- The documents that offices issue: the facts on each as they were, and what everybody may check of them. They are facts,
-- not projections: a rebuild leaves them alone. What is printed from them is printed once and signed once.
CREATE TABLE paper (
    region TEXT NOT NULL,
    case_id BLOB,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    serial TEXT NOT NULL,
    template TEXT NOT NULL,
    audience TEXT NOT NULL,
    facts TEXT NOT NULL,
    shown TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    pdf_hash TEXT,
    signature BLOB,
    signed_with TEXT,
    ended_at INTEGER,
    ended_why TEXT,
    replaced_by TEXT,
    PRIMARY KEY (region, serial)
) STRICT;
CREATE INDEX paper_case ON paper (region, case_id, issued_at);
CREATE INDEX paper_subject ON paper (region, subject, issued_at) WHERE case_id IS NULL;
CREATE TRIGGER paper_never_changes
BEFORE UPDATE OF region, case_id, subject, kind, serial, template, audience, facts, shown, issued_at ON paper BEGIN
    SELECT RAISE (ABORT, 'what an issued document says is never changed');
END;
CREATE TRIGGER paper_is_signed_once BEFORE UPDATE OF pdf_hash, signature, signed_with ON paper WHEN old.pdf_hash IS NOT NULL BEGIN
    SELECT RAISE (ABORT, 'a document is printed and signed once');
END;
CREATE TRIGGER paper_never_goes BEFORE DELETE ON paper BEGIN
    SELECT RAISE (ABORT, 'issued documents are never deleted');
END;

-- The templates that documents were issued by, with all that they include, by the hash of their text: a template that is
-- changed later changes nothing that was issued before.
CREATE TABLE paper_template (
    region TEXT NOT NULL,
    hash TEXT NOT NULL,
    sources TEXT NOT NULL,
    PRIMARY KEY (region, hash)
) STRICT, WITHOUT ROWID;
