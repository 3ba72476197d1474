-- Whether there is any made-up or any real account. Stops at the first.
SELECT EXISTS (SELECT 1 FROM account WHERE demo = $1)
