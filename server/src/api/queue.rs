//! An officer's desk.
use super::{
    paging::{Items, Paging},
    view::line::LineView,
};
use crate::{
    here::{Here, Wanted},
    problem::Failed,
};
use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

/// How much waits at the desk.
#[derive(Serialize, ToSchema)]
pub(crate) struct Counts {
    /// Cases that wait.
    waiting: i64,
    /// Of them, those whose term is over.
    overdue: i64,
    /// Of them, those whose term ends today.
    due_today: i64,
    /// Role and agency of each post that the desk is for.
    holders: Vec<Holder>,
}

/// A post.
#[derive(Serialize, ToSchema)]
pub(crate) struct Holder {
    /// The role's key.
    role: String,
    /// The agency's key; empty for the whole region.
    agency: String,
}

/// The cases that wait for the reader, the most urgent first.
#[utoipa::path(get, path = "/{region}/queue", tag = "desk", params(Paging),
    responses((status = 200, description = "A page of them", body = Items<LineView>)))]
pub(crate) async fn list(here: Here, Wanted(paging): Wanted<Paging>) -> Result<Json<Items<LineView>>, Failed> {
    let queue = here.engine().desk().queue(&here.pack, here.visitor(), paging.after.as_deref(), paging.limit()).await?;
    Ok(Json(Items { items: queue.lines.iter().map(Into::into).collect(), next: queue.next }))
}

/// How many wait.
#[utoipa::path(get, path = "/{region}/queue/counts", tag = "desk",
    responses((status = 200, description = "The counts", body = Counts)))]
pub(crate) async fn counts(here: Here) -> Result<Json<Counts>, Failed> {
    let queue = here.engine().desk().queue(&here.pack, here.visitor(), None, 1).await?;
    let holders = queue.holders.into_iter().map(|(role, agency)| Holder { role, agency }).collect();
    Ok(Json(Counts { waiting: queue.waiting, overdue: queue.overdue, due_today: queue.due_today, holders }))
}
