//! Sessions of browsers and API clients. A token is known by its hash alone: whoever reads the table can't sign in.
use super::account::{Account, AccountRow};
use crate::{
    Db, StoreError, Tx,
    json::fits,
    run::{read, run},
    sql::sql,
};
use domain::{case::CaseId, people::AccountId, region::RegionCode, time::Instant};
use uuid::Uuid;

/// What a session was opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SessionKind {
    /// A browser that did not sign in but began a request or showed a receipt.
    Guest,
    /// A signed-in browser.
    Web,
    /// An API client with a bearer token.
    Api,
}

impl SessionKind {
    /// The name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::Web => "web",
            Self::Api => "api",
        }
    }
}

/// A session to open.
#[derive(Clone, PartialEq, Eq)]
pub struct NewSession {
    /// The hash of its token.
    pub token_hash: Vec<u8>,
    /// Whose it is.
    pub account: AccountId,
    /// What for.
    pub kind: SessionKind,
    /// What it may do, as the caller writes it.
    pub scopes: String,
    /// When; also taken as last seen.
    pub created_at: Instant,
    /// When it ends.
    pub expires_at: Instant,
}

/// A session as kept, with its account.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// The hash of its token.
    pub token_hash: Vec<u8>,
    /// The region that it was opened in.
    pub region: RegionCode,
    /// Whose it is; closed accounts too.
    pub account: Account,
    /// What for.
    pub kind: SessionKind,
    /// What it may do.
    pub scopes: String,
    /// When it was opened.
    pub created_at: Instant,
    /// When it was last noted as used.
    pub seen_at: Instant,
    /// When it ends.
    pub expires_at: Instant,
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    token_hash: Vec<u8>,
    session_region: String,
    session_kind: String,
    scopes: String,
    session_created_at: i64,
    seen_at: i64,
    expires_at: i64,
    #[sqlx(flatten)]
    account: AccountRow,
}

/// Opens a session.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn insert_session(tx: &mut Tx<'_>, region: &RegionCode, new: &NewSession) -> Result<(), StoreError> {
    run!(tx, "open a session", sql!("accounts/insert_session");
        new.token_hash.as_slice(), region.as_str(), new.account.0, new.kind.name(), new.scopes.as_str(), new.created_at.0,
        new.expires_at.0)?;
    Ok(())
}

/// The session of a token's hash, ended ones too: the caller knows the time.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn session(db: &Db, token_hash: &[u8]) -> Result<Option<Session>, StoreError> {
    const DOING: &str = "read a session";
    let row: Option<SessionRow> = read!(db, "read a session", sql!("accounts/session"), fetch_optional; token_hash)?;
    row.map(|row| {
        let kind = [SessionKind::Guest, SessionKind::Web, SessionKind::Api].into_iter().find(|kind| kind.name() == row.session_kind);
        Ok(Session {
            token_hash: row.token_hash,
            region: fits(DOING, row.session_region)?,
            account: row.account.try_into()?,
            kind: kind.ok_or_else(|| StoreError::because(DOING, "a stored kind of session is unknown"))?,
            scopes: row.scopes,
            created_at: Instant(row.session_created_at),
            seen_at: Instant(row.seen_at),
            expires_at: Instant(row.expires_at),
        })
    })
    .transpose()
}

/// Notes that a session was used, and until when it lasts now.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn touch_session(tx: &mut Tx<'_>, token_hash: &[u8], at: Instant, expires_at: Instant) -> Result<(), StoreError> {
    run!(tx, "note a session's use", sql!("accounts/touch_session"); token_hash, at.0, expires_at.0)?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn delete_session(tx: &mut Tx<'_>, token_hash: &[u8]) -> Result<(), StoreError> {
    run!(tx, "end a session", sql!("accounts/delete_session"); token_hash)?;
    Ok(())
}

/// Ends all sessions of an account, but for the one given; gives how many. For a changed password.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn delete_sessions_of(tx: &mut Tx<'_>, account: AccountId, but: Option<&[u8]>) -> Result<u64, StoreError> {
    run!(tx, "end sessions", sql!("accounts/delete_sessions_of"); account.0, but)
}

/// Forgets the sessions that ended before `before`; gives how many.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn forget_sessions(tx: &mut Tx<'_>, before: Instant) -> Result<u64, StoreError> {
    run!(tx, "forget sessions", sql!("accounts/forget_sessions"); before.0)
}

/// Lets a session read a case whose secret it showed; does nothing where it may already.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn grant_case(tx: &mut Tx<'_>, token_hash: &[u8], region: &RegionCode, case: CaseId) -> Result<(), StoreError> {
    run!(tx, "open a case to a session", sql!("accounts/grant_case"); token_hash, region.as_str(), case.0)?;
    Ok(())
}

/// The cases that a session may read because it showed their secret.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn session_cases(db: &Db, token_hash: &[u8]) -> Result<Vec<CaseId>, StoreError> {
    let rows: Vec<(Uuid,)> = read!(db, "read a session's cases", sql!("accounts/session_cases"), fetch_all; token_hash)?;
    Ok(rows.into_iter().map(|(case,)| CaseId(case)).collect())
}
