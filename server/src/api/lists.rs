//! Nominative lists: recipients that are approved together.
use super::paging::Items;
use crate::{here::Here, problem::Failed};
use axum::{Json, extract::Path};
use domain::{
    budget::Weighed,
    form::Answers,
    nominative::{Approval, ListStatus, NominativeList, Standing},
    number::{CaseNumber, SerialNumber},
    time::Day,
};
use engine::{Failure, ListDeed, OpenList, StepLine};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListView {
    /// Its number.
    number: String,
    /// The service whose cases it holds.
    service: String,
    /// The budget year.
    fiscal_year: i32,
    /// `composing`, `signed`, `approved` or `dropped`.
    #[schema(value_type = String)]
    status: ListStatus,
    /// Counts its events; send it as `seen` where a list is drawn up.
    version: u32,
    /// Counts its signings.
    edition: u32,
    /// Whole rupiah.
    total: i64,
    /// The approval sheet's number.
    sheet: Option<String>,
}

impl From<&NominativeList> for ListView {
    fn from(list: &NominativeList) -> Self {
        Self {
            number: list.number.to_string(),
            service: list.service.clone(),
            fiscal_year: list.fiscal_year,
            status: list.status,
            version: list.version,
            edition: list.edition,
            total: list.total().rupiah(),
            sheet: list.approved.as_ref().map(|(sheet, _)| sheet.clone()),
        }
    }
}

/// A line of a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct LineView {
    /// Its place, from 1; 0 for a case that waits to be put on the list.
    rank: usize,
    /// The case.
    number: String,
    /// The recipient.
    organisation: String,
    /// What the money is for.
    title: String,
    /// The field of affairs.
    affair: Option<String>,
    /// What the list gives it, whole rupiah.
    amount: i64,
    /// `fits`, `changed` since it was put there, or `gone` from where the list needs it.
    #[schema(value_type = String)]
    standing: Standing,
}

/// How a list weighs on a budget, in rupiah.
#[derive(Serialize, ToSchema)]
pub(crate) struct WeighedView {
    /// The field of affairs; null for the programme as a whole.
    affair: Option<String>,
    /// What can be spent; null where nobody has set it.
    budget: Option<i64>,
    /// What everything else takes.
    others: i64,
    /// What the list takes.
    list: i64,
    /// What is left; below nothing where it is too much.
    left: Option<i64>,
}

impl From<&Weighed> for WeighedView {
    fn from(weighed: &Weighed) -> Self {
        let budget = weighed.budget.map(|b| b.rupiah());
        Self { affair: weighed.affair.clone(), budget, others: weighed.others, list: weighed.list, left: weighed.left() }
    }
}

/// A list with all that is needed to decide on it.
#[derive(Serialize, ToSchema)]
pub(crate) struct OpenListView {
    #[serde(flatten)]
    list: ListView,
    /// What was seen; send it with a decision on the list.
    seen: String,
    /// Its lines by rank.
    lines: Vec<LineView>,
    /// Cases that the reader may put on it.
    waiting: Vec<LineView>,
    /// How it weighs on the budget: the whole first.
    weighed: Vec<WeighedView>,
    may_compose: bool,
    may_approve: bool,
}

impl From<&OpenList> for OpenListView {
    fn from(open: &OpenList) -> Self {
        let line = |rank: usize, entry: &domain::nominative::Entry, standing: Standing| LineView {
            rank,
            number: entry.number.to_string(),
            organisation: entry.organisation.clone(),
            title: entry.title.clone(),
            affair: entry.affair.clone(),
            amount: entry.amount.rupiah(),
            standing,
        };
        Self {
            list: (&open.list).into(),
            seen: open.seen.clone(),
            lines: open.lines.iter().enumerate().map(|(i, l)| line(i + 1, &l.entry, l.standing)).collect(),
            waiting: open.waiting.iter().map(|e| line(0, e, Standing::Fits)).collect(),
            weighed: open.weighed.iter().map(Into::into).collect(),
            may_compose: open.may_compose,
            may_approve: open.may_approve,
        }
    }
}

/// What to begin.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewList {
    /// The service's key.
    service: String,
    /// The budget year.
    fiscal_year: i32,
}

/// How to draw it up.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Composition {
    /// The list's version that was seen.
    seen: u32,
    /// Numbers of the cases, by rank.
    cases: Vec<String>,
    /// Only says how it would weigh on the budget.
    #[serde(default)]
    try_out: bool,
}

/// A decision on a list.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub(crate) enum Decision {
    /// To the head of the region.
    Sign {
        /// What was seen.
        seen: String,
        /// The day on the paper.
        #[schema(value_type = String)]
        on: Day,
    },
    /// Approved, with all its cases.
    Approve {
        /// What was seen.
        seen: String,
        /// The number of the approval sheet.
        sheet: String,
        /// Its day.
        #[schema(value_type = String)]
        on: Day,
    },
    /// Sent back to be drawn up again.
    SendBack {
        /// What was seen.
        seen: String,
        /// What should be other.
        reason: String,
    },
    /// Given up.
    Drop {
        /// The list's version that was seen.
        seen: u32,
        /// Why.
        reason: String,
    },
}

impl From<Decision> for ListDeed {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::Sign { seen, on } => Self::Sign { seen, on },
            Decision::Approve { seen, sheet, on } => Self::Approve { seen, approval: Approval { sheet, on } },
            Decision::SendBack { seen, reason } => Self::SendBack { seen, reason },
            Decision::Drop { seen, reason } => Self::Drop { seen, reason },
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct ListPath {
    list: String,
}

fn number(text: &str) -> Result<SerialNumber, Failed> {
    text.parse().map_err(|_| Failed(Failure::NotFound))
}

/// The region's lists, the one that changed last first; at most a hundred. For officers.
#[utoipa::path(get, path = "/{region}/lists", tag = "lists",
    responses((status = 200, description = "The lists", body = Items<ListView>)))]
pub(crate) async fn all(here: Here) -> Result<Json<Items<ListView>>, Failed> {
    let (_, lists) = here.engine().lists().overview(&here.pack, here.visitor()).await?;
    Ok(Json(Items::all(lists.iter().map(Into::into).collect())))
}

/// Begins a list.
#[utoipa::path(post, path = "/{region}/lists", tag = "lists", request_body = NewList,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key gives the same list")),
    responses((status = 201, description = "The list", body = OpenListView)))]
pub(crate) async fn begin(here: Here, Json(new): Json<NewList>) -> Result<(StatusCode, Json<OpenListView>), Failed> {
    let lists = here.engine().lists();
    let number = lists.begin(&here.pack, here.visitor(), &new.service, new.fiscal_year).await?;
    Ok((StatusCode::CREATED, Json((&lists.open(&here.pack, here.visitor(), &number).await?).into())))
}

/// A list with its lines, its weight on the budget and what waits for it. For officers.
#[utoipa::path(get, path = "/{region}/lists/{list}", tag = "lists",
    params(("list" = String, Path, description = "The list's number")),
    responses((status = 200, description = "The list", body = OpenListView)))]
pub(crate) async fn open(here: Here, Path(path): Path<ListPath>) -> Result<Json<OpenListView>, Failed> {
    Ok(Json((&here.engine().lists().open(&here.pack, here.visitor(), &number(&path.list)?).await?).into()))
}

/// Draws a list up, or says how it would weigh on the budget.
#[utoipa::path(patch, path = "/{region}/lists/{list}", tag = "lists", request_body = Composition,
    params(("list" = String, Path, description = "The list's number")),
    responses((status = 200, description = "The list; where it was only tried out, with the weight that it would have", body = OpenListView)))]
pub(crate) async fn compose(here: Here, Path(path): Path<ListPath>, Json(body): Json<Composition>) -> Result<Json<OpenListView>, Failed> {
    let (lists, number) = (here.engine().lists(), number(&path.list)?);
    let cases = body.cases.iter().map(|n| crate::here::number(n)).collect::<Result<Vec<CaseNumber>, _>>()?;
    if body.try_out {
        let (_, weighed) = lists.try_out(&here.pack, here.visitor(), &number, &cases, false).await?;
        let open = lists.open(&here.pack, here.visitor(), &number).await?;
        return Ok(Json(OpenListView { weighed: weighed.iter().map(Into::into).collect(), ..OpenListView::from(&open) }));
    }
    lists.compose(&here.pack, here.visitor(), &number, body.seen, &cases).await?;
    Ok(Json((&lists.open(&here.pack, here.visitor(), &number).await?).into()))
}

/// Decides on a list and moves each of its cases: all or nothing.
#[utoipa::path(post, path = "/{region}/lists/{list}/decision", tag = "lists", request_body = Decision,
    params(("list" = String, Path, description = "The list's number"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gives the same answer")),
    responses((status = 200, description = "The list after it", body = OpenListView)))]
pub(crate) async fn decide(here: Here, Path(path): Path<ListPath>, Json(body): Json<Decision>) -> Result<Json<OpenListView>, Failed> {
    let (lists, number) = (here.engine().lists(), number(&path.list)?);
    lists.decide(&here.pack, here.visitor(), &number, body.into()).await?;
    Ok(Json((&lists.open(&here.pack, here.visitor(), &number).await?).into()))
}

/// What follows for cases of an approved list: what is the same for all of them, and each by itself.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Step {
    /// The stage at which they wait.
    stage: String,
    /// What the action captures that is the same for all, by field.
    #[schema(value_type = Object)]
    shared: Answers,
    /// The cases; at most 500.
    lines: Vec<StepOf>,
}

/// One case of a step.
#[derive(Deserialize, ToSchema)]
pub(crate) struct StepOf {
    /// Its number.
    number: String,
    /// Its version that was seen.
    seen: u32,
    /// Its amount, whole rupiah.
    amount: i64,
    /// Its line on the paper, where the step has one.
    #[serde(default)]
    line: Option<u32>,
}

/// What came of a step.
#[derive(Serialize, ToSchema)]
pub(crate) struct CarriedOnView {
    /// Cases that went on.
    done: usize,
    /// Those that did not.
    refused: Vec<HeldBack>,
}

/// A case that did not go on.
#[derive(Serialize, ToSchema)]
pub(crate) struct HeldBack {
    /// Its number.
    number: String,
    /// The failure's code.
    code: &'static str,
    /// Why, in words.
    text: String,
}

/// Puts what follows on record for many cases of an approved list, each in a transaction of its own.
#[utoipa::path(post, path = "/{region}/lists/{list}/together", tag = "lists", request_body = Step,
    params(("list" = String, Path, description = "The list's number"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gives the same answer")),
    responses((status = 200, description = "How many went on, and why others did not", body = CarriedOnView)))]
pub(crate) async fn together(here: Here, Path(path): Path<ListPath>, Json(body): Json<Step>) -> Result<Json<CarriedOnView>, Failed> {
    let (lists, number) = (here.engine().lists(), number(&path.list)?);
    let mut lines = Vec::with_capacity(body.lines.len());
    for line in body.lines {
        lines.push(StepLine {
            number: crate::here::number(&line.number)?,
            seen: line.seen,
            amount: line.amount.to_string(),
            line: line.line.map(|n| n.to_string()).unwrap_or_default(),
        });
    }
    let carried = lists.carry_on(&here.pack, here.visitor(), &number, &body.stage, &body.shared, &lines).await?;
    let held = |(number, failure): &(CaseNumber, Failure)| HeldBack {
        number: number.to_string(),
        code: failure.code(),
        text: failure.whole_text(here.asking.lang),
    };
    Ok(Json(CarriedOnView { done: carried.done, refused: carried.refused.iter().map(held).collect() }))
}
