-- Slips from a JSON list ($2) of one region ($1).
INSERT INTO slip (region, month, staff_id, agency, unit, earned, paid, owed, performance, state)
SELECT $1, one."month", one."staff", one."agency", one."unit", one."earned", one."paid", one."owed", one."performance", one."state"
FROM json_to_recordset(CAST($2 AS json)) AS one ("month" INTEGER, "staff" UUID, "agency" TEXT, "unit" TEXT, "earned" BIGINT, "paid" BIGINT, "owed" BIGINT, "performance" INTEGER, "state" TEXT)
ON CONFLICT (region, month, staff_id) DO UPDATE SET agency = excluded.agency, unit = excluded.unit, earned = excluded.earned, paid = excluded.paid, owed = excluded.owed, performance = excluded.performance, state = excluded.state
