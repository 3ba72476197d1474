-- Figures of a month from a JSON list ($2) of one region ($1).
INSERT INTO work_figure (region, month, key, whose, realised, target, actor, at)
SELECT $1, one."month", one."key", one."whose", one."realised", one."target", one."actor", one."at"
FROM json_to_recordset(CAST($2 AS json)) AS one ("month" INTEGER, "key" TEXT, "whose" TEXT, "realised" BIGINT, "target" BIGINT, "actor" UUID, "at" BIGINT)
ON CONFLICT (region, month, key, whose) DO UPDATE SET realised = excluded.realised, target = excluded.target, actor = excluded.actor, at = excluded.at
