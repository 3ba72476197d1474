-- A month ($2) was opened once more: what it settled is open again.
UPDATE slip_change SET settled_month = NULL WHERE region = $1 AND settled_month = $2
