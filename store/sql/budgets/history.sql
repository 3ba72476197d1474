-- All lines of a year with who set them, the newest first. By budget_line_of.
SELECT b.service, b.affair, b.rupiah, b.rule, b.why, a.name, b.at
FROM budget_line AS b JOIN account AS a ON a.id = b.actor
WHERE b.region = $1 AND b.fiscal_year = $2
ORDER BY b.seq DESC
LIMIT $3
