-- How many licences there are of each service and status.
SELECT service, status, count(*) FROM licence WHERE region = $1 GROUP BY service, status ORDER BY service, status
