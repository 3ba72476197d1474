-- A comment that was shown or hidden waits no longer. By the primary key.
DELETE FROM comment_waiting WHERE region = $1 AND at = $2 AND comment_id = $3
