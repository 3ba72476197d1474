//! The command center's figures.
use crate::{here::Here, problem::Failed};
use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

/// The region as it stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct BoardView {
    /// Open cases.
    open: i64,
    /// Of them, those that wait for their applicants.
    waiting: i64,
    /// Of them, those whose term ends today at an office.
    due_today: i64,
    /// Of them, those whose term is over at an office.
    overdue: i64,
    /// Handed in today.
    arrived_today: i64,
    /// Moved by officers today.
    decided_today: i64,
    /// Ended today.
    closed_today: i64,
    /// By stage.
    stages: Vec<StageFigures>,
    /// The last days, oldest first.
    days: Vec<DayFigures>,
    /// When this was so, milliseconds since 1970 in UTC.
    at: i64,
    /// The last event that is counted; give it to the stream as `after`.
    seq: i64,
}

/// One stage's figures.
#[derive(Serialize, ToSchema)]
pub(crate) struct StageFigures {
    service: String,
    stage: String,
    open: i64,
    due_today: i64,
    overdue: i64,
    /// Since when the oldest one waits.
    oldest: Option<i64>,
}

/// One day's figures.
#[derive(Serialize, ToSchema)]
pub(crate) struct DayFigures {
    day: String,
    arrived: i64,
    decided: i64,
    closed: i64,
}

/// The figures, for roles that see the command center.
#[utoipa::path(get, path = "/{region}/board", tag = "desk",
    responses((status = 200, description = "The figures now", body = BoardView)))]
pub(crate) async fn snapshot(here: Here) -> Result<Json<BoardView>, Failed> {
    let now = here.engine().board().snapshot(&here.pack, here.visitor()).await?;
    let stages = now.stages.into_iter().map(|s| StageFigures {
        service: s.service,
        stage: s.stage,
        open: s.open,
        due_today: s.due_today,
        overdue: s.overdue,
        oldest: s.oldest.map(domain::time::Instant::millis),
    });
    let days = now.days.into_iter().map(|(day, count)| DayFigures {
        day: day.to_string(),
        arrived: count.arrived,
        decided: count.decided,
        closed: count.closed,
    });
    Ok(Json(BoardView {
        open: now.open,
        waiting: now.waiting,
        due_today: now.due_today,
        overdue: now.overdue,
        arrived_today: now.arrived_today,
        decided_today: now.decided_today,
        closed_today: now.closed_today,
        stages: stages.collect(),
        days: days.collect(),
        at: now.at.millis(),
        seq: now.seq,
    }))
}
