-- Cases that have a word between $2 and $3 and, for each entry of the JSON list $4, a word between its ends too; or that say one
-- of the things in the JSON list $5. At most $6 entries of the first word are looked at, the shortest words first.
-- $7 desks as a JSON list, NULL for all cases, ended ones too; $8, $9 first and last due day; $10 service; $11 stage;
-- $12 whether the longest wait comes first, else the nearest term; $13 limit; $14 all, mine or free; $15 whose; $16 now;
-- $17 whether it is what is put aside on day $18 that is looked for. A stretch of the primary key, then case_word_case and the
-- primary keys for each entry.
WITH begun AS (
    SELECT case_id FROM case_word WHERE region = $1 AND word >= $2 AND word < $3 ORDER BY word LIMIT $6
), found AS (
    SELECT case_id FROM begun
    WHERE NOT EXISTS (
        SELECT 1 FROM json_each($4) AS asked
        WHERE NOT EXISTS (SELECT 1 FROM case_word AS x WHERE x.case_id = begun.case_id AND x.word >= asked.value ->> 0 AND x.word < asked.value ->> 1))
    UNION
    SELECT l.case_id FROM json_each($5) AS whole
    CROSS JOIN likeness AS l ON l.region = $1 AND l.kind = whole.value ->> '$.kind' AND l.hash = unhex(whole.value ->> '$.hash')
)
SELECT c.id, c.number, c.service, c.stage, c.agency, c.holder, c.due_day, c.stage_since, c.submitted_at, c.title, c.organisation, c.district,
    c.affair, c.fiscal_year, c.requested, c.approved, c.paid, c.reported, c.outcome, c.promised_day, c.version, c.assignee, c.assigned_until,
    c.held_until
FROM found CROSS JOIN cases AS c ON c.id = found.case_id
WHERE c.region = $1
    AND (CAST($7 AS TEXT) IS NULL OR (c.outcome IS NULL AND c.holder IN (SELECT value FROM json_each($7))))
    AND c.due_day >= $8 AND c.due_day <= $9
    AND (CAST($10 AS TEXT) IS NULL OR c.service = $10) AND (CAST($11 AS TEXT) IS NULL OR c.stage = $11)
    AND ($14 = 'all' OR ($14 = 'mine' AND c.assignee = $15 AND (c.assigned_until IS NULL OR c.assigned_until > $16)) OR ($14 = 'free' AND (c.assignee IS NULL OR c.assigned_until <= $16)))
    AND (NOT $17 OR c.held_until > $18)
ORDER BY CASE WHEN c.outcome IS NULL THEN 0 ELSE 1 END, CASE WHEN $12 THEN c.stage_since ELSE c.due_day END, c.id
LIMIT $13
