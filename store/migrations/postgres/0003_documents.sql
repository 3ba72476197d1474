-- The documents that offices issue: the facts on each as they were, and what everybody may check of them. They are facts,
-- not projections: a rebuild leaves them alone. What is printed from them is printed once and signed once.
CREATE TABLE paper (
    region TEXT NOT NULL,
    case_id UUID,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    serial TEXT NOT NULL,
    template TEXT NOT NULL,
    audience TEXT NOT NULL,
    facts TEXT NOT NULL,
    shown TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    pdf_hash TEXT,
    signature BYTEA,
    signed_with TEXT,
    ended_at BIGINT,
    ended_why TEXT,
    replaced_by TEXT,
    PRIMARY KEY (region, serial)
);
CREATE INDEX paper_case ON paper (region, case_id, issued_at);
CREATE INDEX paper_subject ON paper (region, subject, issued_at) WHERE case_id IS NULL;
CREATE FUNCTION paper_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'issued documents are never deleted';
    END IF;
    IF (new.region, new.case_id, new.subject, new.kind, new.serial, new.template, new.audience, new.facts, new.shown, new.issued_at)
        IS DISTINCT FROM
        (old.region, old.case_id, old.subject, old.kind, old.serial, old.template, old.audience, old.facts, old.shown, old.issued_at)
    THEN
        RAISE EXCEPTION 'what an issued document says is never changed';
    END IF;
    IF old.pdf_hash IS NOT NULL
        AND (new.pdf_hash, new.signature, new.signed_with) IS DISTINCT FROM (old.pdf_hash, old.signature, old.signed_with)
    THEN
        RAISE EXCEPTION 'a document is printed and signed once';
    END IF;
    RETURN new;
END
$$;
CREATE TRIGGER paper_never_changes BEFORE UPDATE OR DELETE ON paper FOR EACH ROW EXECUTE FUNCTION paper_is_final();
CREATE TRIGGER paper_never_goes BEFORE TRUNCATE ON paper FOR EACH STATEMENT EXECUTE FUNCTION paper_is_final();

-- The templates that documents were issued by, with all that they include, by the hash of their text: a template that is
-- changed later changes nothing that was issued before.
CREATE TABLE paper_template (
    region TEXT NOT NULL,
    hash TEXT NOT NULL,
    sources TEXT NOT NULL,
    PRIMARY KEY (region, hash)
);

ALTER TABLE paper ENABLE ROW LEVEL SECURITY;
ALTER TABLE paper FORCE ROW LEVEL SECURITY;
CREATE POLICY paper_region ON paper USING (coalesce(current_setting('app.region', true), '') IN ('', region));
ALTER TABLE paper_template ENABLE ROW LEVEL SECURITY;
ALTER TABLE paper_template FORCE ROW LEVEL SECURITY;
CREATE POLICY paper_template_region ON paper_template USING (coalesce(current_setting('app.region', true), '') IN ('', region));
