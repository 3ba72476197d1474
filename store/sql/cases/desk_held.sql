-- What is put aside at a desk, after (due day $3, id $4), the nearest term first. All of that desk's, by cases_held: the due day is
-- kept out of the choice of an index, for little is put aside.
-- $5 limit, $6, $7 first and last due day, $8 service, $9 stage, $10 all, mine or free, $11 whose, $12 now, $13 today.
SELECT id, number, service, stage, agency, holder, due_day, stage_since, submitted_at, title, organisation, district,
    affair, fiscal_year, requested, approved, paid, reported, outcome, promised_day, version, assignee, assigned_until, held_until
FROM cases
WHERE region = $1 AND holder = $2 AND held_until > $13 AND outcome IS NULL AND (due_day + 0, id) > ($3, $4)
    AND due_day + 0 >= $6 AND due_day + 0 <= $7
    AND (CAST($8 AS TEXT) IS NULL OR service = $8) AND (CAST($9 AS TEXT) IS NULL OR stage = $9)
    AND ($10 = 'all' OR ($10 = 'mine' AND assignee = $11 AND (assigned_until IS NULL OR assigned_until > $12)) OR ($10 = 'free' AND (assignee IS NULL OR assigned_until <= $12)))
ORDER BY due_day, id
LIMIT $5
