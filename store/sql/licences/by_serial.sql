-- A licence by its number. One row by licence_serial.
SELECT case_id, service, serial, holder, activity, place, district, valid_from, valid_until, status, status_since FROM licence WHERE region = $1 AND serial = $2
