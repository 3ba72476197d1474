-- A region's licences are written anew from the events.
DELETE FROM licence WHERE region = $1
