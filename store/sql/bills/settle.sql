-- A bill that was open is paid: one row, or none where somebody was faster.
UPDATE bill SET status = 'paid' WHERE region = $1 AND code = $2 AND status = 'open'
