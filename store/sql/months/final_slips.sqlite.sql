-- Slips of some people ($3, a JSON list) in frozen months before a month ($2). Stretches of slip_staff.
SELECT s.state FROM slip s JOIN work_month m ON m.region = s.region AND m.month = s.month
WHERE s.region = $1 AND s.month < $2 AND m.status <> 'open' AND s.staff_id IN (SELECT unhex(value) FROM json_each($3)) ORDER BY s.staff_id, s.month
