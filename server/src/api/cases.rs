//! Cases for whoever may see them: the owner and officers by their session, anybody with the case's secret, and
//! everybody what is public of it.
use super::{
    paging::Items,
    view::{case::CaseView, draft::ReceiptView, event::EventView, line::LineView},
};
use crate::{
    here::{Here, number},
    problem::Failed,
};
use axum::{Json, extract::Path};
use domain::number::CaseNumber;
use engine::{Failure, Opened, Standing};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize)]
pub(crate) struct CasePath {
    pub(super) case: String,
}

/// A case as far as it is for the reader: whole for its owner and for officers, else what is public of it.
pub(crate) async fn opened(here: &Here, number: &CaseNumber) -> Result<Opened, Failed> {
    match here.engine().cases().open(&here.pack, here.visitor(), number).await {
        Err(Failure::NotFound) => Ok(here.engine().register().case(&here.pack, number).await?),
        other => Ok(other?),
    }
}

/// The reader's own cases.
#[utoipa::path(get, path = "/{region}/cases", tag = "cases",
    responses((status = 200, description = "All of them, newest first", body = Items<LineView>)))]
pub(crate) async fn mine(here: Here) -> Result<Json<Items<LineView>>, Failed> {
    let lines = here.engine().cases().mine(&here.pack, here.visitor()).await?;
    Ok(Json(Items::all(lines.iter().map(Into::into).collect())))
}

/// A case, as far as it is for the reader.
#[utoipa::path(get, path = "/{region}/cases/{case}", tag = "cases",
    params(("case" = String, Path, description = "The case's number")),
    responses((status = 200, description = "The case", body = CaseView)))]
pub(crate) async fn open(here: Here, Path(path): Path<CasePath>) -> Result<Json<CaseView>, Failed> {
    let opened = opened(&here, &number(&path.case)?).await?;
    Ok(Json(CaseView::of(&here.pack, &opened, here.today())))
}

/// What happened to a case, oldest first.
#[utoipa::path(get, path = "/{region}/cases/{case}/events", tag = "cases",
    params(("case" = String, Path, description = "The case's number")),
    responses((status = 200, description = "All events that are for the reader", body = Items<EventView>)))]
pub(crate) async fn events(here: Here, Path(path): Path<CasePath>) -> Result<Json<Items<EventView>>, Failed> {
    let number = number(&path.case)?;
    let opened = opened(&here, &number).await?;
    if opened.standing == Standing::Public {
        return Ok(Json(Items::all(EventView::public(&opened.state))));
    }
    let events = here.engine().cases().events(&here.pack, here.visitor(), &number).await?;
    Ok(Json(Items::all(events.iter().map(|(seq, event)| EventView::of(*seq, event, opened.standing)).collect())))
}

/// The receipt again, for the owner.
#[utoipa::path(get, path = "/{region}/cases/{case}/receipt", tag = "cases",
    params(("case" = String, Path, description = "The case's number")),
    responses((status = 200, description = "The receipt", body = ReceiptView)))]
pub(crate) async fn receipt(here: Here, Path(path): Path<CasePath>) -> Result<Json<ReceiptView>, Failed> {
    let receipt = here.engine().cases().receipt(&here.pack, here.visitor(), &number(&path.case)?).await?;
    Ok(Json((&receipt).into()))
}

/// Which sealed answer is looked at.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Reveal {
    /// The field's key.
    field: String,
}

/// A sealed answer in plain.
#[derive(Serialize, ToSchema)]
pub(crate) struct Revealed {
    /// The answer.
    text: String,
}

/// Shows an officer a sealed answer; that they looked is itself an event of the case.
#[utoipa::path(post, path = "/{region}/cases/{case}/reveal", tag = "desk", request_body = Reveal,
    params(("case" = String, Path, description = "The case's number")),
    responses((status = 200, description = "The answer", body = Revealed)))]
pub(crate) async fn reveal(here: Here, Path(path): Path<CasePath>, Json(body): Json<Reveal>) -> Result<Json<Revealed>, Failed> {
    let text = here.engine().cases().reveal(&here.pack, here.visitor(), &number(&path.case)?, &body.field).await?;
    Ok(Json(Revealed { text }))
}
