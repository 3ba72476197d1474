-- What a service granted, before (submitted at $3, id $4), the newest first, $5 at most: with the day of the decision. A page by
-- cases_public; the day by the primary key of pace.
SELECT c.id, c.number, c.stage, c.title, c.organisation, c.district, c.affair, c.fiscal_year, c.requested, c.approved, c.paid, c.reported,
    c.submitted_at, p.day
FROM cases c LEFT JOIN pace p ON p.region = c.region AND p.case_id = c.id
WHERE c.region = $1 AND c.service = $2 AND (c.submitted_at, c.id) < ($3, $4) AND c.approved IS NOT NULL
    AND (c.outcome IS NULL OR c.outcome = 'done')
ORDER BY c.submitted_at DESC, c.id DESC
LIMIT $5
