-- Licences as they stand, from a JSON list ($2) of one region ($1); each has the number of the newest document of its kind. A case
-- whose document is not there has no licence yet.
INSERT INTO licence (case_id, region, service, serial, holder, activity, place, district, valid_from, valid_until, status, status_since, next_day)
SELECT one."case", $1, one.service, newest.serial, one.holder, one.activity, one.place, one.district, one."from", one.until, one.status, one.since, one.next
FROM json_to_recordset(CAST($2 AS json)) AS one ("case" UUID, service TEXT, paper TEXT, holder TEXT, activity TEXT, place TEXT, district TEXT, "from" INTEGER, until INTEGER, status TEXT, since INTEGER, next INTEGER)
CROSS JOIN LATERAL (
    SELECT paper.serial FROM paper WHERE paper.case_id = one."case" AND paper.kind = one.paper ORDER BY paper.issued_at DESC, paper.serial DESC LIMIT 1
) AS newest
ON CONFLICT (case_id) DO UPDATE SET serial = excluded.serial, holder = excluded.holder, activity = excluded.activity, place = excluded.place,
    district = excluded.district, valid_from = excluded.valid_from, valid_until = excluded.valid_until, status = excluded.status,
    status_since = excluded.status_since, next_day = excluded.next_day
