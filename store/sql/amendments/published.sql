-- Everything published of every region, in the order of publication: a few by amendment_place.
SELECT region, id, changes, versions, from_day, place FROM amendment WHERE place IS NOT NULL ORDER BY region, place
