-- An absence's last day. By the primary key.
UPDATE absence SET until_day = $3 WHERE id = $2 AND region = $1
