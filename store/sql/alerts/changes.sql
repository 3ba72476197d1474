-- How often something changed, by region. One row a region.
SELECT region, n FROM alert_change
