-- The project of a case. By the primary keys.
SELECT c.id, c.number, c.stage, c.title, c.district, c.affair, c.fiscal_year, c.requested, c.approved, c.paid, c.outcome, c.submitted_at,
    p.fund, p.latitude, p.longitude, p.starts_day, p.ends_day, p.began_day, p.finished_day, p.physical, p.reported_day, p.schedule,
    p.activity, p.contractor, p.procurement, p.proposal
FROM cases c JOIN project p ON p.case_id = c.id
WHERE c.region = $1 AND c.id = $2
