-- Regions that are not open: a few rows, read whole.
SELECT region, state, reason, since FROM standing WHERE state <> 'open'
