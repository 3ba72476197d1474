-- The member of staff whose account it is. By staff_account.
SELECT id FROM staff WHERE region = $1 AND account_id = $2
