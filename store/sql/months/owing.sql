-- Who still owes what before a month ($2): by each one's last slip of a frozen month. A stretch of slip_owed, then of slip_staff.
SELECT s.staff_id, s.owed FROM slip s JOIN work_month m ON m.region = s.region AND m.month = s.month
WHERE s.region = $1 AND s.month < $2 AND s.owed < 0 AND m.status <> 'open' AND NOT EXISTS (
    SELECT 1 FROM slip l JOIN work_month n ON n.region = l.region AND n.month = l.month
    WHERE l.region = s.region AND l.staff_id = s.staff_id AND l.month > s.month AND l.month < $2 AND n.status <> 'open')
ORDER BY s.staff_id
