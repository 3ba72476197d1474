-- A time in which alerts are quiet ends now, or never begins. By the primary key.
UPDATE maintenance SET until_at = $3 WHERE region = $1 AND id = $2 AND until_at > $3
