//! Who stands behind a case: one voice an account and case. Only numbers leave here.
use crate::{
    Db, StoreError, Tx,
    json::fits,
    run::{read, read_in, run},
    sql::sql,
};
use domain::{case::CaseId, number::CaseNumber, people::AccountId, region::RegionCode, time::Instant};
use uuid::Uuid;

const DOING: &str = "read support";

/// A voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voice<'a> {
    /// For which case.
    pub case: CaseId,
    /// Whose.
    pub account: AccountId,
    /// The case's service.
    pub service: &'a str,
    /// The year that it counts for.
    pub year: i32,
    /// When.
    pub at: Instant,
}

/// A case in the order of its support.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supported {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: CaseNumber,
    /// What it is called.
    pub title: String,
    /// Its stage.
    pub stage: String,
    /// The district's code.
    pub district: Option<String>,
    /// The field of affairs.
    pub affair: Option<String>,
    /// When it was handed in.
    pub submitted_at: Instant,
    /// How many stand behind it.
    pub voices: i64,
}

/// Gives a voice; whether it was a new one.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn give(tx: &mut Tx<'_>, region: &RegionCode, voice: &Voice<'_>) -> Result<bool, StoreError> {
    let n = run!(tx, "give support", sql!("support/give"); region.as_str(), voice.case.0, voice.account.0, voice.service, voice.year,
        voice.at.millis())?;
    Ok(n > 0)
}

/// Takes a voice back; whether there was one.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn take_back(tx: &mut Tx<'_>, region: &RegionCode, case: CaseId, account: AccountId) -> Result<bool, StoreError> {
    Ok(run!(tx, "take support back", sql!("support/take_back"); region.as_str(), case.0, account.0)? > 0)
}

/// How many stand behind a case, and whether an account does.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_case(db: &Db, region: &RegionCode, case: CaseId, account: Option<AccountId>) -> Result<(i64, bool), StoreError> {
    let account = account.map_or(Uuid::nil(), |a| a.0);
    let (n, own): (i64, i64) = read!(db, "read support", sql!("support/of_case"), fetch_one; region.as_str(), case.0, account)?;
    Ok((n, own > 0))
}

/// How many voices an account gave in a year, over all cases of a service, as the transaction sees it.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_account(tx: &mut Tx<'_>, region: &RegionCode, account: AccountId, service: &str, year: i32) -> Result<i64, StoreError> {
    let (n,): (i64,) = read_in!(tx, "read support", sql!("support/of_account"), fetch_one; region.as_str(), account.0, service, year)?;
    Ok(n)
}

type Ranked = (Uuid, String, String, String, Option<String>, Option<String>, i64, i64);

/// The open cases of a service that most stand behind.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn ranking(
    db: &Db,
    region: &RegionCode,
    service: &str,
    district: Option<&str>,
    limit: u32,
) -> Result<Vec<Supported>, StoreError> {
    let rows: Vec<Ranked> =
        read!(db, "read support", sql!("support/ranking"), fetch_all; region.as_str(), service, district, i64::from(limit))?;
    let line = |(case, number, title, stage, district, affair, at, voices): Ranked| {
        let number = fits(DOING, number)?;
        Ok(Supported { case: CaseId(case), number, title, stage, district, affair, submitted_at: Instant(at), voices })
    };
    rows.into_iter().map(line).collect()
}
