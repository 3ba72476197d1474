-- A region's decisions are written anew from the events.
DELETE FROM pace WHERE region = $1
