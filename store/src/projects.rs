//! Projects: cases of which everybody may see where they are, when they were to be ready and how far they have come.
use crate::{
    Db, StoreError, Tx,
    cases::{containing, outcome_named},
    json::{self, Hex, fits},
    run::{read, read_in, run},
    sql::sql,
};
use domain::{
    case::{CaseId, Outcome},
    number::CaseNumber,
    point::Point,
    project::{Mark, Project},
    region::RegionCode,
    time::{Day, Instant},
};
use serde::Serialize;
use uuid::Uuid;

const DOING: &str = "read projects";
/// The parts of a degree that a place is kept in.
const PARTS: f64 = 1_000_000.0;

/// A project as it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectRow {
    /// Its case.
    pub case: CaseId,
    /// The service.
    pub service: String,
    /// What it is.
    pub project: Project,
}

/// A project with what its case says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectLine {
    /// Its case.
    pub case: CaseId,
    /// Its number.
    pub number: CaseNumber,
    /// The stage's key.
    pub stage: String,
    /// What it is called.
    pub title: String,
    /// The district's code.
    pub district: Option<String>,
    /// The field of affairs.
    pub affair: Option<String>,
    /// The budget year.
    pub fiscal_year: i32,
    /// The ceiling that was proposed, whole rupiah.
    pub requested: Option<i64>,
    /// The contract's worth, whole rupiah.
    pub contract: Option<i64>,
    /// What was paid, whole rupiah.
    pub paid: Option<i64>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// When it was handed in.
    pub submitted_at: Instant,
    /// The rest.
    pub project: Project,
}

/// Which projects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectFilter {
    /// Of a budget year.
    pub fiscal_year: Option<i32>,
    /// Of a field of affairs.
    pub affair: Option<String>,
    /// In a district.
    pub district: Option<String>,
    /// Paid from a source.
    pub fund: Option<String>,
    /// At one of these stages.
    pub stages: Option<Vec<String>>,
    /// Whose title or contractor says this.
    pub find: Option<String>,
}

/// What some projects add up to.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ProjectFigure {
    /// The budget year.
    pub fiscal_year: i32,
    /// The field of affairs.
    pub affair: Option<String>,
    /// The district's code.
    pub district: Option<String>,
    /// The source of funds.
    pub fund: String,
    /// The stage's key.
    pub stage: String,
    /// How many.
    pub projects: i64,
    /// Their proposed ceilings, whole rupiah.
    pub requested: i64,
    /// Their contracts, whole rupiah.
    pub contract: i64,
    /// What was paid on them, whole rupiah.
    pub paid: i64,
}

#[derive(Serialize)]
struct Written<'a> {
    case: Hex,
    service: &'a str,
    fund: &'a str,
    latitude: Option<i32>,
    longitude: Option<i32>,
    starts: Option<i32>,
    ends: Option<i32>,
    began: Option<i32>,
    finished: Option<i32>,
    physical: u32,
    reported: Option<i32>,
    schedule: String,
    activity: &'a str,
    contractor: &'a str,
    procurement: &'a str,
    proposal: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Read {
    id: Uuid,
    number: String,
    stage: String,
    title: String,
    district: Option<String>,
    affair: Option<String>,
    fiscal_year: i32,
    requested: Option<i64>,
    approved: Option<i64>,
    paid: Option<i64>,
    outcome: Option<String>,
    submitted_at: i64,
    #[sqlx(flatten)]
    kept: Kept,
}

/// What the table itself has of a project.
#[derive(Debug, sqlx::FromRow)]
struct Kept {
    fund: String,
    latitude: Option<i32>,
    longitude: Option<i32>,
    starts_day: Option<i32>,
    ends_day: Option<i32>,
    began_day: Option<i32>,
    finished_day: Option<i32>,
    physical: i32,
    reported_day: Option<i32>,
    schedule: String,
    activity: String,
    contractor: String,
    procurement: String,
    proposal: Option<String>,
}

/// Degrees in whole parts: a tenth of a metre.
fn parts(degrees: f64) -> Option<i32> {
    // A degree has at most three digits before the point, so its parts fit.
    format!("{:.0}", degrees * PARTS).parse().ok()
}

fn days(schedule: &[Mark]) -> Vec<(i32, u32)> {
    schedule.iter().map(|mark| (mark.day.number(), mark.percent)).collect()
}

fn day(number: Option<i32>) -> Result<Option<Day>, StoreError> {
    number.map(|n| Day::from_number(n).ok_or_else(|| StoreError::because(DOING, "a day is none"))).transpose()
}

impl TryFrom<Read> for ProjectLine {
    type Error = StoreError;

    fn try_from(row: Read) -> Result<Self, StoreError> {
        let kept = row.kept;
        let schedule: Vec<(i32, u32)> = json::read(DOING, &kept.schedule)?;
        let mark = |(number, percent)| Ok(Mark { day: day(Some(number))?.unwrap_or(Day::MIN), percent });
        let point = kept.latitude.zip(kept.longitude).and_then(|(a, b)| Point::new(f64::from(a) / PARTS, f64::from(b) / PARTS).ok());
        let outcome = row.outcome.map(|name| outcome_named(&name).ok_or_else(|| StoreError::because(DOING, "an outcome is unknown")));
        Ok(Self {
            case: CaseId(row.id),
            number: fits(DOING, row.number)?,
            stage: row.stage,
            title: row.title,
            district: row.district,
            affair: row.affair,
            fiscal_year: row.fiscal_year,
            requested: row.requested,
            contract: row.approved,
            paid: row.paid,
            outcome: outcome.transpose()?,
            submitted_at: Instant(row.submitted_at),
            project: Project {
                point,
                fund: kept.fund,
                starts: day(kept.starts_day)?,
                ends: day(kept.ends_day)?,
                began: day(kept.began_day)?,
                finished: day(kept.finished_day)?,
                physical: fits(DOING, kept.physical)?,
                reported: day(kept.reported_day)?,
                schedule: schedule.into_iter().map(mark).collect::<Result<_, StoreError>>()?,
                activity: kept.activity,
                contractor: kept.contractor,
                procurement: kept.procurement,
                proposal: kept.proposal.map(|number| fits(DOING, number)).transpose()?,
            },
        })
    }
}

fn lines(rows: Vec<Read>) -> Result<Vec<ProjectLine>, StoreError> {
    rows.into_iter().map(ProjectLine::try_from).collect()
}

/// Writes projects as they stand, all at once.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn put<'r>(tx: &mut Tx<'_>, region: &RegionCode, rows: impl IntoIterator<Item = &'r ProjectRow>) -> Result<(), StoreError> {
    const WRITING: &str = "write projects";
    let mut written = Vec::new();
    for row in rows {
        let of = &row.project;
        written.push(Written {
            case: Hex(row.case.0),
            service: &row.service,
            fund: &of.fund,
            latitude: of.point.and_then(|p| parts(p.latitude)),
            longitude: of.point.and_then(|p| parts(p.longitude)),
            starts: of.starts.map(Day::number),
            ends: of.ends.map(Day::number),
            began: of.began.map(Day::number),
            finished: of.finished.map(Day::number),
            physical: of.physical,
            reported: of.reported.map(Day::number),
            schedule: json::write(WRITING, &days(&of.schedule))?,
            activity: &of.activity,
            contractor: &of.contractor,
            procurement: &of.procurement,
            proposal: of.proposal.as_ref().map(CaseNumber::to_string),
        });
    }
    if !written.is_empty() {
        run!(tx, "write projects", sql!(both "projects/put"); region.as_str(), json::write(WRITING, &written)?)?;
    }
    Ok(())
}

/// A page of a service's projects, the newest first, behind one of an earlier page.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn page(
    db: &Db,
    region: &RegionCode,
    service: &str,
    filter: &ProjectFilter,
    behind: Option<(Instant, CaseId)>,
    limit: u32,
) -> Result<Vec<ProjectLine>, StoreError> {
    let (at, case) = behind.map_or((i64::MAX, Uuid::max()), |(at, case)| (at.millis(), case.0));
    let stages = filter.stages.as_ref().map(|stages| format!(",{},", stages.join(",")));
    let find = filter.find.as_deref().map(str::trim).filter(|find| !find.is_empty()).map(containing);
    let rows: Vec<Read> = read!(db, "read projects", sql!("projects/page"), fetch_all; region.as_str(), service, at, case, i64::from(limit),
        filter.fiscal_year, filter.affair.as_deref(), filter.district.as_deref(), filter.fund.as_deref(), stages.as_deref(),
        find, "\\")?;
    lines(rows)
}

/// The project of a case.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_case(db: &Db, region: &RegionCode, case: CaseId) -> Result<Option<ProjectLine>, StoreError> {
    let row: Option<Read> = read!(db, "read projects", sql!("projects/by_case"), fetch_optional; region.as_str(), case.0)?;
    row.map(ProjectLine::try_from).transpose()
}

/// The projects of a service that grew from a proposal, the oldest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_proposal(
    db: &Db,
    region: &RegionCode,
    service: &str,
    proposal: &CaseNumber,
    limit: u32,
) -> Result<Vec<ProjectLine>, StoreError> {
    let rows: Vec<Read> = read!(db, "read projects", sql!("projects/of_proposal"), fetch_all; region.as_str(), CaseNumber::to_string(proposal), service, i64::from(limit))?;
    lines(rows)
}

/// What a service's projects add up to, by year, field of affairs, district, source of funds and stage.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn figures(db: &Db, region: &RegionCode, service: &str) -> Result<Vec<ProjectFigure>, StoreError> {
    read!(db, "add up projects", sql!("projects/figures"), fetch_all; region.as_str(), service)
}

/// Takes a region's projects away, to be written anew.
pub(crate) async fn clear(tx: &mut Tx<'_>, region: &RegionCode) -> Result<(), StoreError> {
    run!(tx, "clear projects", sql!("projects/clear"); region.as_str())?;
    Ok(())
}

#[derive(Debug, sqlx::FromRow)]
#[expect(dead_code, reason = "read by its Debug form alone")]
struct Dumped {
    case_id: Uuid,
    service: String,
    #[sqlx(flatten)]
    kept: Kept,
}

/// All projects of a region as text, equal where they are equal.
pub(crate) async fn dump(db: &Db, region: &RegionCode) -> Result<String, StoreError> {
    let lines: Vec<Dumped> = read!(db, "dump projects", sql!("projects/dump"), fetch_all; region.as_str())?;
    Ok(lines.iter().map(|line| format!("{line:?}\n")).collect())
}

/// The same, of what a transaction sees.
pub(crate) async fn dump_in(tx: &mut Tx<'_>, region: &RegionCode) -> Result<String, StoreError> {
    let lines: Vec<Dumped> = read_in!(tx, "dump projects", sql!("projects/dump"), fetch_all; region.as_str())?;
    Ok(lines.iter().map(|line| format!("{line:?}\n")).collect())
}
