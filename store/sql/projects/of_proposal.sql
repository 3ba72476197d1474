-- The projects of a service that grew from a proposal, the oldest first. By project_proposal.
SELECT c.id, c.number, c.stage, c.title, c.district, c.affair, c.fiscal_year, c.requested, c.approved, c.paid, c.outcome, c.submitted_at,
    p.fund, p.latitude, p.longitude, p.starts_day, p.ends_day, p.began_day, p.finished_day, p.physical, p.reported_day, p.schedule,
    p.activity, p.contractor, p.procurement, p.proposal
FROM project p JOIN cases c ON c.id = p.case_id
WHERE p.region = $1 AND p.proposal = $2 AND p.service = $3
ORDER BY c.submitted_at, c.id LIMIT $4
