-- What a case said. By likeness_case.
DELETE FROM likeness WHERE region = $1 AND case_id = $2
