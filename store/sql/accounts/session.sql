-- A session with its account. Two rows by primary keys.
SELECT session.token_hash, session.region AS session_region, session.kind AS session_kind, session.scopes,
    session.created_at AS session_created_at, session.seen_at, session.expires_at,
    account.id, account.region, account.kind, account.login, account.name, account.password_hash, account.totp_sealed,
    account.verified_at, account.lang, account.demo, account.created_at, account.disabled_at
FROM session JOIN account ON account.id = session.account_id
WHERE session.token_hash = $1
