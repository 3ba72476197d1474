-- Says whose account a member of staff's is.
UPDATE staff SET account_id = $3 WHERE region = $1 AND id = $2
