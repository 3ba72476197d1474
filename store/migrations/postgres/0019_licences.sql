-- Licences, what they cost, and what was paid. The same tables as ../sqlite/0019_licences.sql.

-- A licence that a case gave: a projection of its events and of the document that it is. Days are days since 1970.
CREATE TABLE licence (
    case_id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    service TEXT NOT NULL,
    serial TEXT NOT NULL,
    holder TEXT NOT NULL,
    activity TEXT NOT NULL,
    place TEXT NOT NULL,
    district TEXT,
    valid_from INTEGER NOT NULL,
    valid_until INTEGER,
    status TEXT NOT NULL CHECK (status IN ('in_force', 'suspended', 'revoked', 'expired', 'replaced')),
    status_since INTEGER NOT NULL,
    next_day INTEGER
);
CREATE UNIQUE INDEX licence_serial ON licence (region, serial);
CREATE INDEX licence_newest ON licence (region, valid_from, case_id);
CREATE INDEX licence_service ON licence (region, service, valid_from, case_id);
CREATE INDEX licence_next ON licence (region, next_day) WHERE next_day IS NOT NULL;

-- What has to be paid: the code is made of the digits of the assessment's number. A newer assessment of the case voids an older one.
CREATE TABLE bill (
    region TEXT NOT NULL,
    code TEXT NOT NULL,
    case_id UUID NOT NULL,
    amount BIGINT NOT NULL,
    due_day INTEGER,
    made_at BIGINT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'paid', 'void')),
    PRIMARY KEY (region, code)
);
CREATE INDEX bill_case ON bill (case_id);

-- What a bank said that it received, once for each of its references: whether it fitted a bill, and what became of it where it did not.
CREATE TABLE payment (
    id UUID NOT NULL PRIMARY KEY,
    region TEXT NOT NULL,
    bank TEXT NOT NULL,
    reference TEXT NOT NULL,
    code TEXT NOT NULL,
    case_id UUID,
    channel TEXT NOT NULL,
    amount BIGINT NOT NULL,
    paid_at BIGINT NOT NULL,
    heard_at BIGINT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('settled', 'wrong_amount', 'late', 'paid_before', 'unknown_bill')),
    refunded_at BIGINT,
    refund_reference TEXT,
    refunded_by UUID
);
CREATE UNIQUE INDEX payment_reference ON payment (region, bank, reference);
CREATE INDEX payment_case ON payment (case_id);
CREATE INDEX payment_owed ON payment (region, heard_at) WHERE verdict <> 'settled' AND refunded_at IS NULL;

ALTER TABLE licence ENABLE ROW LEVEL SECURITY;
ALTER TABLE licence FORCE ROW LEVEL SECURITY;
CREATE POLICY licence_region ON licence USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE bill ENABLE ROW LEVEL SECURITY;
ALTER TABLE bill FORCE ROW LEVEL SECURITY;
CREATE POLICY bill_region ON bill USING (coalesce(current_setting('app.region', true), '') IN ('', region));

ALTER TABLE payment ENABLE ROW LEVEL SECURITY;
ALTER TABLE payment FORCE ROW LEVEL SECURITY;
CREATE POLICY payment_region ON payment USING (coalesce(current_setting('app.region', true), '') IN ('', region));
