-- A region's deeds are counted anew from the events.
DELETE FROM deed WHERE region = $1
