-- A region's projects are written anew from the events.
DELETE FROM project WHERE region = $1
