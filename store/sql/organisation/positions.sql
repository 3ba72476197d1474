-- Every position of a region.
SELECT key, unit, title, class, kind, superior FROM position WHERE region = $1 ORDER BY key
