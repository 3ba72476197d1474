-- A page of a service's projects before (submitted at $3, id $4), the newest first: $5 limit, $6 budget year, $7 field of affairs,
-- $8 district, $9 source of funds, $10 stages as `,a,b,`, $11 what the title contains as a pattern, $12 the pattern's escape
-- character; each NULL for all. By cases_public, and the project of each.
SELECT c.id, c.number, c.stage, c.title, c.district, c.affair, c.fiscal_year, c.requested, c.approved, c.paid, c.outcome, c.submitted_at,
    p.fund, p.latitude, p.longitude, p.starts_day, p.ends_day, p.began_day, p.finished_day, p.physical, p.reported_day, p.schedule,
    p.activity, p.contractor, p.procurement, p.proposal
FROM cases c JOIN project p ON p.case_id = c.id
WHERE c.region = $1 AND c.service = $2 AND (c.submitted_at, c.id) < ($3, $4)
    AND (CAST($6 AS INTEGER) IS NULL OR c.fiscal_year = $6) AND (CAST($7 AS TEXT) IS NULL OR c.affair = $7)
    AND (CAST($8 AS TEXT) IS NULL OR c.district = $8) AND (CAST($9 AS TEXT) IS NULL OR p.fund = $9)
    AND (CAST($10 AS TEXT) IS NULL OR replace($10, ',' || c.stage || ',', '') <> $10)
    AND (CAST($11 AS TEXT) IS NULL OR lower(c.title) LIKE $11 ESCAPE $12 OR lower(p.contractor) LIKE $11 ESCAPE $12)
ORDER BY c.submitted_at DESC, c.id DESC
LIMIT $5
