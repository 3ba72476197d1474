-- What was typed before $2 and never sent.
DELETE FROM desk_typed WHERE region = $1 AND at < $2
