//! When staff came and left, as the machine of an office sends it.
use crate::{here::Here, problem::Failed};
use axum::Json;
use domain::performance::Month;
use engine::{AttendanceLine, Brought, Failure, LineFault, TableTrouble};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Days of staff, at most 60,000.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Attendance {
    /// The days.
    lines: Vec<Line>,
    /// Whether they are kept; without it they are only looked at.
    #[serde(default)]
    write: bool,
    /// The month that is whole with them, such as `2026-06`: days of it without a mark count as absent from then on.
    #[serde(default)]
    whole: Option<String>,
    /// Why it changes; needed where a month is signed.
    #[serde(default)]
    why: String,
}

/// A day of somebody.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Line {
    /// The number of the member of staff.
    number: String,
    /// The day: `2026-07-06`.
    day: String,
    /// When they came: `07:30`; left out without a mark.
    #[serde(default)]
    came: String,
    /// When they left.
    #[serde(default)]
    left: String,
    /// Why they were away, by the key of the region's rules.
    #[serde(default)]
    absence: String,
}

/// What they change, or changed.
#[derive(Serialize, ToSchema)]
pub(crate) struct Taken {
    /// Whether they were kept.
    kept: bool,
    /// Days that were not known.
    new: usize,
    /// Days that say otherwise than what was known.
    changed: usize,
    /// Days that are known so already.
    same: usize,
    /// Days of signed months: each is settled in a later one.
    later: usize,
    /// Days on which somebody is away and entered activities: place in the list, from 0, and what.
    clashes: Vec<Clash>,
    /// What is wrong; where anything is, nothing was kept.
    refused: Vec<Wrong>,
}

/// A clash with what was entered.
#[derive(Serialize, ToSchema)]
pub(crate) struct Clash {
    place: Option<u64>,
    what: String,
}

/// A line that does not hold.
#[derive(Serialize, ToSchema)]
pub(crate) struct Wrong {
    /// Its place in the list, from 0; null where it is about all of them.
    place: Option<u64>,
    /// What is wrong: `unknown_staff`, `future`, `frozen` and so on.
    fault: &'static str,
}

/// The place in the list of a table's line: the heading is its first.
fn place(line: u64) -> Option<u64> {
    line.checked_sub(2)
}

const fn fault(fault: &LineFault) -> &'static str {
    match fault {
        LineFault::Cells | LineFault::Chart(_) => "malformed",
        LineFault::Missing(_) => "missing",
        LineFault::Unread(..) => "unreadable",
        LineFault::NoStaff(_) => "unknown_staff",
        LineFault::NotPlaced(_) => "no_position",
        LineFault::Unknown(..) => "unknown_word",
        LineFault::Twice(_) => "twice",
        LineFault::AwayAndThere => "away_and_there",
        LineFault::Backwards => "backwards",
        LineFault::Future => "future",
        LineFault::Frozen(_) => "frozen",
        LineFault::Signed(_) => "signed",
        LineFault::NoReason => "no_reason",
    }
}

fn told(brought: &Brought, write: bool) -> Taken {
    Taken {
        kept: write && brought.faults.is_empty(),
        new: brought.new,
        changed: brought.changed.len(),
        same: brought.same,
        later: brought.later,
        clashes: brought.clashes.iter().map(|(line, what)| Clash { place: place(*line), what: what.clone() }).collect(),
        refused: brought.faults.iter().map(|(line, one)| Wrong { place: place(*line), fault: fault(one) }).collect(),
    }
}

/// Takes attendance, for whoever keeps the region's months. Nothing is kept of what has a fault: then the answer is 422 with each of them.
#[utoipa::path(post, path = "/{region}/attendance", tag = "performance", request_body = Attendance,
    responses((status = 200, description = "What they change, or changed", body = Taken), (status = 422, description = "Something is wrong with them", body = Taken)))]
pub(crate) async fn take(here: Here, Json(body): Json<Attendance>) -> Result<(StatusCode, Json<Taken>), Failed> {
    let empty = |refused| Taken { kept: false, new: 0, changed: 0, same: 0, later: 0, clashes: vec![], refused };
    let whole = match body.whole.as_deref().filter(|w| !w.is_empty()).map(str::parse::<Month>) {
        None => None,
        Some(Ok(month)) => Some(month),
        Some(Err(_)) => {
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(empty(vec![Wrong { place: None, fault: "unreadable" }]))));
        }
    };
    let line = |l: Line| AttendanceLine { number: l.number, day: l.day, came: l.came, left: l.left, absence: l.absence };
    let lines: Vec<AttendanceLine> = body.lines.into_iter().map(line).collect();
    let performance = here.engine().performance();
    match performance.send_attendance(&here.pack, here.visitor(), &lines, (&body.why, whole), body.write).await? {
        Ok(brought) => {
            let status = if brought.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            Ok((status, Json(told(&brought, body.write))))
        }
        Err(TableTrouble::TooLong(_)) => Err(Failed(Failure::TooLarge { most_mb: 5 })),
        Err(TableTrouble::Empty | TableTrouble::NoColumn(_)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(empty(vec![Wrong { place: None, fault: "missing" }]))))
        }
    }
}
