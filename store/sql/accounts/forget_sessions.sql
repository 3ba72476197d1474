-- Sessions that ended before $1. By session_expiry.
DELETE FROM session WHERE expires_at < $1
