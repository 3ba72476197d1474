//! One deed for many cases: chosen, ordered, undone within ten seconds, and what became of each.
use super::queue::Narrowing;
use crate::{
    here::{Here, Wanted, number},
    problem::Failed,
};
use axum::{Json, extract::Path};
use domain::{batch::Deed, queue::Filter};
use engine::{Batches, Chosen, OpenBatch};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Which cases are chosen.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Choosing {
    /// Their numbers; all of the list that the query asks for, from its beginning, where there are none. At most 500 at once.
    #[serde(default)]
    cases: Option<Vec<String>>,
}

/// A case of a batch.
#[derive(Serialize, ToSchema)]
pub(crate) struct BatchLineView {
    /// Its number.
    number: String,
    /// The stage's key where it stands now.
    stage: String,
    /// `waiting`, `done` or `refused`.
    result: &'static str,
    /// Why not, in the reader's language.
    why: Option<String>,
}

/// What can be done to the chosen cases.
#[derive(Serialize, ToSchema)]
pub(crate) struct PossibleView {
    /// The service's key.
    service: String,
    /// The stage's key.
    stage: String,
    /// The action's key.
    action: String,
    /// To how many of them.
    cases: usize,
}

/// A batch.
#[derive(Serialize, ToSchema)]
pub(crate) struct BatchView {
    /// Its id.
    id: Uuid,
    /// `chosen`, `ordered`, `undone` or `ended`.
    state: &'static str,
    /// What is done to each: what was sent.
    #[schema(value_type = Option<Object>)]
    deed: Option<Deed>,
    /// When it runs, milliseconds since 1970 in UTC; until then it can be undone.
    runs_at: Option<i64>,
    /// When it was through, milliseconds since 1970 in UTC.
    ended_at: Option<i64>,
    /// How many cases the list had.
    found: i64,
    /// Actions that can be done to some of them, while nothing is ordered.
    possible: Vec<PossibleView>,
    /// Its cases.
    items: Vec<BatchLineView>,
}

#[derive(Deserialize)]
pub(crate) struct BatchPath {
    batch: Uuid,
}

fn batches(here: &Here) -> Batches {
    here.engine().cases().batches()
}

async fn shown(here: &Here, id: Uuid) -> Result<Json<BatchView>, Failed> {
    let OpenBatch { batch, lines, possible } = batches(here).open(&here.pack, here.visitor(), id).await?;
    let state = match (batch.undone_at, batch.runs_at, batch.ended_at) {
        (Some(_), _, _) => "undone",
        (None, _, Some(_)) => "ended",
        (None, Some(_), None) => "ordered",
        (None, None, None) => "chosen",
    };
    let line = |line: engine::BatchLine| BatchLineView {
        number: line.number.to_string(),
        stage: line.stage,
        result: match &line.done {
            None => "waiting",
            Some(Ok(())) => "done",
            Some(Err(_)) => "refused",
        },
        why: line.done.and_then(Result::err).map(|why| why.get(here.asking.lang).to_owned()),
    };
    Ok(Json(BatchView {
        id,
        state,
        runs_at: batch.runs_at.map(|at| at.millis()),
        ended_at: batch.ended_at.map(|at| at.millis()),
        found: batch.found,
        deed: batch.deed,
        possible: possible
            .actions
            .into_iter()
            .map(|((service, stage, action), cases)| PossibleView { service, stage, action, cases })
            .collect(),
        items: lines.into_iter().map(line).collect(),
    }))
}

/// Chooses cases of the reader's list. Nothing is done yet.
#[utoipa::path(post, path = "/{region}/batches", tag = "desk", params(Narrowing), request_body = Choosing,
    responses((status = 201, description = "What was chosen, and what can be done to it", body = BatchView)))]
pub(crate) async fn choose(
    here: Here,
    Wanted(narrowing): Wanted<Narrowing>,
    Json(body): Json<Choosing>,
) -> Result<(StatusCode, Json<BatchView>), Failed> {
    let filter: Filter = narrowing.into();
    let chosen = match body.cases {
        Some(numbers) => Chosen::These(numbers.iter().map(|n| number(n)).collect::<Result<_, _>>()?),
        None => Chosen::All,
    };
    let id = batches(&here).choose(&here.pack, here.visitor(), &filter, "", chosen).await?;
    Ok((StatusCode::CREATED, shown(&here, id).await?))
}

/// A batch of the reader.
#[utoipa::path(get, path = "/{region}/batches/{batch}", tag = "desk",
    params(("batch" = Uuid, Path, description = "The batch's id")),
    responses((status = 200, description = "How far it is", body = BatchView)))]
pub(crate) async fn open(here: Here, Path(path): Path<BatchPath>) -> Result<Json<BatchView>, Failed> {
    shown(&here, path.batch).await
}

/// Orders what is done to each case; it begins after ten seconds. The body is a deed: `{"deed": "act", "service", "stage", "action",
/// "input"}`, `{"deed": "take", "reason"}`, `{"deed": "let_go"}`, `{"deed": "hand_over", "to", "reason"}`,
/// `{"deed": "hold", "until", "reason"}` or `{"deed": "resume"}`.
#[utoipa::path(post, path = "/{region}/batches/{batch}/deed", tag = "desk", request_body(content = Object),
    params(("batch" = Uuid, Path, description = "The batch's id")),
    responses((status = 200, description = "It is ordered", body = BatchView)))]
pub(crate) async fn order(here: Here, Path(path): Path<BatchPath>, Json(deed): Json<Deed>) -> Result<Json<BatchView>, Failed> {
    batches(&here).order(&here.pack, here.visitor(), path.batch, deed).await?;
    shown(&here, path.batch).await
}

/// Takes back what was ordered, while nobody has begun with it.
#[utoipa::path(delete, path = "/{region}/batches/{batch}/deed", tag = "desk",
    params(("batch" = Uuid, Path, description = "The batch's id")),
    responses((status = 204, description = "It is undone"), (status = 409, description = "It has begun")))]
pub(crate) async fn undo(here: Here, Path(path): Path<BatchPath>) -> Result<StatusCode, Failed> {
    let undone = batches(&here).undo(&here.pack, here.visitor(), path.batch).await?;
    Ok(if undone { StatusCode::NO_CONTENT } else { StatusCode::CONFLICT })
}
