-- Every placement of a region.
SELECT staff_id, position, hold, from_day, until_day FROM placement WHERE region = $1 ORDER BY staff_id, from_day, position
