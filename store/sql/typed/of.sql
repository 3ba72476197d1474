-- What an officer has typed on a case's page. By the primary key.
SELECT typed FROM desk_typed WHERE region = $1 AND account_id = $2 AND case_id = $3
