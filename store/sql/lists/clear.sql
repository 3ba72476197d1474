-- Throws away the lists as they stand; their events stay.
DELETE FROM nominative WHERE region = $1
