-- Which changes are published, of every region: a few by amendment_place.
SELECT region, place, from_day FROM amendment WHERE place IS NOT NULL ORDER BY region, place
