-- What counts of a year's lines: the newest of each place. By budget_line_of.
SELECT service, affair, rupiah
FROM budget_line AS b
WHERE region = $1 AND fiscal_year = $2
    AND seq = (SELECT max(seq) FROM budget_line WHERE region = $1 AND fiscal_year = $2 AND service = b.service AND affair = b.affair)
ORDER BY service, affair
