-- Licences as they stand, from a JSON list ($2) of one region ($1); each has the number of the newest document of its kind. A case
-- whose document is not there has no licence yet.
INSERT INTO licence (case_id, region, service, serial, holder, activity, place, district, valid_from, valid_until, status, status_since, next_day)
SELECT id, $1, service, serial, holder, activity, place, district, valid_from, valid_until, status, since, next
FROM (
    SELECT unhex(value ->> '$.case') AS id, value ->> '$.service' AS service,
        (SELECT paper.serial FROM paper WHERE paper.case_id = unhex(value ->> '$.case') AND paper.kind = value ->> '$.paper'
            ORDER BY paper.issued_at DESC, paper.serial DESC LIMIT 1) AS serial,
        value ->> '$.holder' AS holder, value ->> '$.activity' AS activity, value ->> '$.place' AS place, value ->> '$.district' AS district,
        value ->> '$.from' AS valid_from, value ->> '$.until' AS valid_until, value ->> '$.status' AS status, value ->> '$.since' AS since,
        value ->> '$.next' AS next
    FROM json_each($2)
) WHERE serial IS NOT NULL
ON CONFLICT (case_id) DO UPDATE SET serial = excluded.serial, holder = excluded.holder, activity = excluded.activity, place = excluded.place,
    district = excluded.district, valid_from = excluded.valid_from, valid_until = excluded.valid_until, status = excluded.status,
    status_since = excluded.status_since, next_day = excluded.next_day
