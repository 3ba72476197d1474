-- How many voices an account gave in a year, over all cases of a service. By support_account.
SELECT COUNT(*) FROM support WHERE region = $1 AND account = $2 AND service = $3 AND year = $4
