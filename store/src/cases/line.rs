//! Cases in lists: what a row shows, read from the projection's columns without its state.
use super::row::{NO_TERM, outcome_named};
use crate::{Db, StoreError, json::fits, run::read, sql::sql};
use domain::{
    case::{Assignee, CaseId, Outcome},
    figures::{Figure, Money},
    number::CaseNumber,
    people::AccountId,
    queue::{Order, Whose},
    region::RegionCode,
    time::{Day, Instant},
};
use uuid::Uuid;

const DOING: &str = "list cases";

/// One case in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLine {
    /// The case.
    pub id: CaseId,
    /// The number on the receipt.
    pub number: CaseNumber,
    /// The service's key.
    pub service: String,
    /// The stage's key.
    pub stage: String,
    /// The agency's key; empty where no agency holds it.
    pub agency: String,
    /// The desk, `role@agency`; empty where no desk holds it.
    pub holder: String,
    /// The last day of the stage's term; `None` where no clock runs.
    pub due: Option<Day>,
    /// When it came to the stage.
    pub stage_since: Instant,
    /// When it was handed in.
    pub submitted_at: Instant,
    /// What it is called.
    pub title: String,
    /// The organisation.
    pub organisation: String,
    /// The district's code.
    pub district: Option<String>,
    /// The field of affairs.
    pub affair: Option<String>,
    /// The budget year.
    pub fiscal_year: i32,
    /// What was asked for, whole rupiah.
    pub requested: Option<i64>,
    /// What was granted, whole rupiah.
    pub approved: Option<i64>,
    /// What was paid or handed over, whole rupiah.
    pub paid: Option<i64>,
    /// What was reported as used, whole rupiah.
    pub reported: Option<i64>,
    /// How it ended; `None` while it runs.
    pub outcome: Option<Outcome>,
    /// The day promised for the decision.
    pub promised: Day,
    /// Counts its events.
    pub version: u32,
    /// Who works on it.
    pub assignee: Option<Assignee>,
    /// The day until which it is put aside.
    pub held_until: Option<Day>,
}

#[derive(sqlx::FromRow)]
pub(crate) struct LineRow {
    id: Uuid,
    number: String,
    service: String,
    stage: String,
    agency: String,
    holder: String,
    due_day: i32,
    stage_since: i64,
    submitted_at: i64,
    title: String,
    organisation: String,
    district: Option<String>,
    affair: Option<String>,
    fiscal_year: i32,
    requested: Option<i64>,
    approved: Option<i64>,
    paid: Option<i64>,
    reported: Option<i64>,
    outcome: Option<String>,
    promised_day: i32,
    version: i32,
    assignee: Option<Uuid>,
    assigned_until: Option<i64>,
    held_until: Option<i32>,
}

impl TryFrom<LineRow> for CaseLine {
    type Error = StoreError;

    fn try_from(row: LineRow) -> Result<Self, StoreError> {
        let day = |number| Day::from_number(number).ok_or_else(|| StoreError::because(DOING, "a stored day is out of range"));
        Ok(Self {
            id: CaseId(row.id),
            number: fits(DOING, row.number)?,
            service: row.service,
            stage: row.stage,
            agency: row.agency,
            holder: row.holder,
            due: if row.due_day == NO_TERM { None } else { Some(day(row.due_day)?) },
            stage_since: Instant(row.stage_since),
            submitted_at: Instant(row.submitted_at),
            title: row.title,
            organisation: row.organisation,
            district: row.district,
            affair: row.affair,
            fiscal_year: row.fiscal_year,
            requested: row.requested,
            approved: row.approved,
            paid: row.paid,
            reported: row.reported,
            outcome: row
                .outcome
                .map(|name| outcome_named(&name).ok_or_else(|| StoreError::because(DOING, "a stored outcome is unknown")))
                .transpose()?,
            promised: day(row.promised_day)?,
            version: fits(DOING, row.version)?,
            assignee: row.assignee.map(|account| Assignee { account: AccountId(account), until: row.assigned_until.map(Instant) }),
            held_until: row.held_until.map(day).transpose()?,
        })
    }
}

pub(crate) fn lines(rows: Vec<LineRow>) -> Result<Vec<CaseLine>, StoreError> {
    rows.into_iter().map(CaseLine::try_from).collect()
}

/// What narrows a desk's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Narrowed<'a> {
    /// First and last day of the term, as numbers; a line without a term has the due day [`i32::MAX`].
    pub due: (i32, i32),
    /// One service alone.
    pub service: Option<&'a str>,
    /// One stage alone.
    pub stage: Option<&'a str>,
    /// Whether it is what is put aside that is asked for; otherwise that is left out.
    pub held: bool,
    /// On whose pile.
    pub whose: Whose,
    /// Who asks.
    pub who: Option<AccountId>,
    /// When.
    pub at: (Instant, Day),
}

/// The first and the last day that a term can have, as they stand in the column.
pub const ANY_DUE: (i32, i32) = (i32::MIN, NO_TERM);

/// How a pile is named in the statements.
pub(crate) fn whose_name(whose: Whose) -> &'static str {
    match whose {
        Whose::All => "all",
        Whose::Mine => "mine",
        Whose::Nobodys => "free",
    }
}

/// A desk's open cases in the order asked for, at most `limit` after (due day or time at the stage, id) of the last line seen.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn desk_page(
    db: &Db,
    region: &RegionCode,
    holder: &str,
    (narrowed, order): (&Narrowed<'_>, Order),
    after: Option<(i64, Uuid)>,
    limit: u32,
) -> Result<Vec<CaseLine>, StoreError> {
    // One file for each index that can lead.
    let statement = match (order, narrowed.whose) {
        _ if narrowed.held => sql!("cases/desk_held"),
        (Order::Longest, Whose::Mine) => sql!("cases/desk_mine_since"),
        (Order::Due, Whose::Mine) => sql!("cases/desk_mine"),
        (Order::Longest, _) => sql!("cases/desk_since"),
        (Order::Due, _) if narrowed.stage.is_some() => sql!("cases/desk_stage"),
        (Order::Due, _) => sql!("cases/desk_page"),
    };
    let (at, id) = after.unwrap_or((i64::MIN, Uuid::nil()));
    lines(read!(db, "list cases", statement, fetch_all;
        region.as_str(), holder, at, id, i64::from(limit), narrowed.due.0, narrowed.due.1, narrowed.service, narrowed.stage,
        whose_name(narrowed.whose), narrowed.who.map(|who| who.0), narrowed.at.0.millis(), narrowed.at.1.number())?)
}

/// A service's open cases at a stage, the nearest term first, at most `limit` after (due day, id) of the last line seen; `due` as in
/// [`Narrowed`], `district` empty for those that name none.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn standing(
    db: &Db,
    region: &RegionCode,
    (service, stage): (&str, &str),
    (due, district): ((i32, i32), Option<&str>),
    after: Option<(i32, Uuid)>,
    limit: u32,
) -> Result<Vec<CaseLine>, StoreError> {
    let (day, id) = after.unwrap_or((i32::MIN, Uuid::nil()));
    lines(read!(db, "list cases", sql!("cases/standing"), fetch_all;
        region.as_str(), service, stage, day, id, i64::from(limit), due.0, due.1, district)?)
}

/// What an officer works on at desks (`role@agency`), the nearest term first, at most `limit` after (due day, id) of the last line seen.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_officer(
    db: &Db,
    region: &RegionCode,
    (who, desks): (AccountId, &[String]),
    (due, at): ((i32, i32), Instant),
    after: Option<(i32, Uuid)>,
    limit: u32,
) -> Result<Vec<CaseLine>, StoreError> {
    let desks = crate::json::write(DOING, &desks)?;
    let (day, id) = after.unwrap_or((i32::MIN, Uuid::nil()));
    lines(read!(db, "list cases", sql!(both "cases/of_officer"), fetch_all;
        region.as_str(), who.0, desks, at.millis(), day, id, i64::from(limit), due.0, due.1)?)
}

/// What narrows a public list; empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicFilter {
    /// A field of affairs.
    pub affair: Option<String>,
    /// A stage.
    pub stage: Option<String>,
    /// A budget year.
    pub fiscal_year: Option<i32>,
    /// A part of the title or of the organisation's name, in any case.
    pub find: Option<String>,
    /// A district's code.
    pub district: Option<String>,
    /// The fields of affairs of an agency, or those of none.
    pub affairs: Option<Affairs>,
    /// What a public figure counts.
    pub counted: Option<Figure>,
}

/// Fields of affairs by key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Affairs {
    /// One of these.
    Of(Vec<String>),
    /// None of these, or none at all.
    OtherThan(Vec<String>),
}

impl Affairs {
    /// Whether a case's field of affairs is among them.
    #[must_use]
    pub fn has(&self, affair: Option<&str>) -> bool {
        let named = |keys: &[String]| affair.is_some_and(|affair| keys.iter().any(|key| key == affair));
        match self {
            Self::Of(keys) => named(keys),
            Self::OtherThan(keys) => !named(keys),
        }
    }

    /// As the statements take it: `,a,b,`, and whether it is to be one of them.
    fn bound(&self) -> (String, bool) {
        let (keys, within) = match self {
            Self::Of(keys) => (keys, true),
            Self::OtherThan(keys) => (keys, false),
        };
        let list = keys.iter().fold(String::from(","), |list, key| list + key + ",");
        (list, within)
    }
}

impl CaseLine {
    /// What it brings to the public figures.
    #[must_use]
    pub fn money(&self) -> Money {
        Money { requested: self.requested, approved: self.approved, paid: self.paid, reported: self.reported }
    }
}

/// A service's cases, newest first, at most `limit` before (submitted at, id) of the last line seen.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn public_page(
    db: &Db,
    region: &RegionCode,
    service: &str,
    filter: &PublicFilter,
    after: Option<(i64, Uuid)>,
    limit: u32,
) -> Result<Vec<CaseLine>, StoreError> {
    let find = filter.find.as_deref().map(str::trim).filter(|find| !find.is_empty()).map(containing);
    // One file for each index that can lead; what else narrows is checked row by row. A search reads the index that has
    // the titles, because the rows themselves are wide.
    let statement = match filter {
        _ if find.is_some() => sql!("cases/public"),
        PublicFilter { district: Some(_), .. } => sql!("cases/public_district"),
        PublicFilter { affair: Some(_), .. } => sql!("cases/public_affair"),
        PublicFilter { stage: Some(_), .. } => sql!("cases/public_stage"),
        PublicFilter { fiscal_year: Some(_), .. } => sql!("cases/public_year"),
        _ => sql!("cases/public"),
    };
    let (at, id) = after.unwrap_or((i64::MAX, Uuid::max()));
    let (affairs, within) = filter.affairs.as_ref().map(Affairs::bound).unzip();
    lines(read!(db, "list cases", statement, fetch_all;
        region.as_str(), service, at, id, i64::from(limit), find, "\\", filter.affair.as_deref(), filter.stage.as_deref(),
        filter.fiscal_year, affairs, within, filter.district.as_deref(), filter.counted.map(Figure::name))?)
}

/// The LIKE pattern of texts that contain `part`, whose own `%` and `_` mean themselves.
pub(crate) fn containing(part: &str) -> String {
    let mut pattern = String::from("%");
    for c in part.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// What an account handed in, newest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn own(db: &Db, region: &RegionCode, account: AccountId, limit: u32) -> Result<Vec<CaseLine>, StoreError> {
    lines(read!(db, "list cases", sql!("cases/own"), fetch_all; region.as_str(), account.0, i64::from(limit))?)
}
