//! The accounts themselves.
use crate::{
    Db, StoreError, Tx,
    json::fits,
    run::{read, run},
    sql::sql,
};
use domain::{people::AccountId, region::RegionCode, time::Instant};
use uuid::Uuid;

const DOING: &str = "read an account";

/// What an account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AccountKind {
    /// A citizen who signed up.
    Citizen,
    /// Somebody who holds or held posts.
    Officer,
    /// A citizen who asks without signing up; has no login.
    Guest,
}

impl AccountKind {
    /// The name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Officer => "officer",
            Self::Guest => "guest",
        }
    }
}

/// An unknown name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such kind of account")]
pub struct UnknownKind;

impl TryFrom<String> for AccountKind {
    type Error = UnknownKind;

    fn try_from(name: String) -> Result<Self, UnknownKind> {
        [Self::Citizen, Self::Officer, Self::Guest].into_iter().find(|kind| kind.name() == name).ok_or(UnknownKind)
    }
}

/// An account to open.
#[derive(Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Its id.
    pub id: AccountId,
    /// What it is for.
    pub kind: AccountKind,
    /// What it signs in with, as it is to be compared; unique over all regions.
    pub login: Option<String>,
    /// The name shown to officers and to the person.
    pub name: String,
    /// The password's hash in PHC form.
    pub password_hash: Option<String>,
    /// When the login was proved to be the person's.
    pub verified_at: Option<Instant>,
    /// The language's tag.
    pub lang: String,
    /// Whether it is made up for a demonstration.
    pub demo: bool,
    /// When.
    pub created_at: Instant,
}

/// An account as kept. Its parts are a person's, so it has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The region that it was opened in.
    pub region: RegionCode,
    /// What it is for.
    pub kind: AccountKind,
    /// What it signs in with.
    pub login: Option<String>,
    /// The name shown to officers and to the person.
    pub name: String,
    /// The password's hash in PHC form.
    pub password_hash: Option<String>,
    /// The sealed secret of the second factor, where there is one.
    pub totp_sealed: Option<String>,
    /// When the login was proved to be the person's.
    pub verified_at: Option<Instant>,
    /// The language's tag.
    pub lang: String,
    /// Whether it is made up for a demonstration.
    pub demo: bool,
    /// When it was opened.
    pub created_at: Instant,
    /// When it was closed; it can't sign in from then on.
    pub disabled_at: Option<Instant>,
}

#[derive(sqlx::FromRow)]
pub(super) struct AccountRow {
    id: Uuid,
    region: String,
    kind: String,
    login: Option<String>,
    name: String,
    password_hash: Option<String>,
    totp_sealed: Option<String>,
    verified_at: Option<i64>,
    lang: String,
    demo: bool,
    created_at: i64,
    disabled_at: Option<i64>,
}

impl TryFrom<AccountRow> for Account {
    type Error = StoreError;

    fn try_from(row: AccountRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: AccountId(row.id),
            region: fits(DOING, row.region)?,
            kind: fits(DOING, row.kind)?,
            login: row.login,
            name: row.name,
            password_hash: row.password_hash,
            totp_sealed: row.totp_sealed,
            verified_at: row.verified_at.map(Instant),
            lang: row.lang,
            demo: row.demo,
            created_at: Instant(row.created_at),
            disabled_at: row.disabled_at.map(Instant),
        })
    }
}

/// Opens an account.
///
/// # Errors
/// [`StoreError::Duplicate`] where the login is taken, else [`StoreError::Failed`].
pub async fn insert(tx: &mut Tx<'_>, region: &RegionCode, new: &NewAccount) -> Result<(), StoreError> {
    run!(tx, "open an account", sql!("accounts/insert");
        new.id.0, region.as_str(), new.kind.name(), new.login.as_deref(), new.name.as_str(), new.password_hash.as_deref(),
        new.verified_at.map(Instant::millis), new.lang.as_str(), new.demo, new.created_at.0)?;
    Ok(())
}

/// The account of a login, in whichever region it was opened; closed ones too.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_login(db: &Db, login: &str) -> Result<Option<Account>, StoreError> {
    let row: Option<AccountRow> = read!(db, "read an account", sql!("accounts/by_login"), fetch_optional; login)?;
    row.map(Account::try_from).transpose()
}

/// The account of an id, in whichever region it was opened.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_id(db: &Db, account: AccountId) -> Result<Option<Account>, StoreError> {
    let row: Option<AccountRow> = read!(db, "read an account", sql!("accounts/by_id"), fetch_optional; account.0)?;
    row.map(Account::try_from).transpose()
}

/// Sets the password's hash.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn set_password(tx: &mut Tx<'_>, account: AccountId, password_hash: &str) -> Result<(), StoreError> {
    run!(tx, "set a password", sql!("accounts/set_password"); account.0, password_hash)?;
    Ok(())
}

/// Notes that the login was proved to be the person's.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn set_verified(tx: &mut Tx<'_>, account: AccountId, at: Instant) -> Result<(), StoreError> {
    run!(tx, "verify a login", sql!("accounts/set_verified"); account.0, at.0)?;
    Ok(())
}

/// Sets or takes away the sealed secret of the second factor.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn set_totp(tx: &mut Tx<'_>, account: AccountId, sealed: Option<&str>) -> Result<(), StoreError> {
    run!(tx, "set a second factor", sql!("accounts/set_totp"); account.0, sealed)?;
    Ok(())
}

/// Closes an account, or with `None` opens it again.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn disable(tx: &mut Tx<'_>, account: AccountId, at: Option<Instant>) -> Result<(), StoreError> {
    run!(tx, "close an account", sql!("accounts/disable"); account.0, at.map(Instant::millis))?;
    Ok(())
}

/// Whether any account is a real person's.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn has_real_accounts(db: &Db) -> Result<bool, StoreError> {
    has_any(db, false).await
}

/// Whether any account is made up for a demonstration.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn has_demo_accounts(db: &Db) -> Result<bool, StoreError> {
    has_any(db, true).await
}

async fn has_any(db: &Db, demo: bool) -> Result<bool, StoreError> {
    let (any,): (bool,) = read!(db, "look for accounts", sql!("accounts/any"), fetch_one; demo)?;
    Ok(any)
}
