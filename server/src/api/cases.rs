//! Cases for whoever may see them: the owner and officers by their session, anybody with the case's secret, and
//! everybody what is public of it.
use super::{
    paging::Items,
    view::{case::CaseView, draft::ReceiptView, event::EventView, line::LineView},
};
use crate::{
    here::{Here, number},
    layers::rate::CASE_SECRET,
    problem::Failed,
};
use axum::{Json, extract::Path};
use engine::{Failure, Token};
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize)]
pub(crate) struct CasePath {
    pub(super) case: String,
}

/// The request with the rights that its `Case-Secret` gives. A session made for it alone is closed by [`Self::close`].
pub(super) struct Unlocked {
    pub(super) here: Here,
    made: Option<Token>,
}

impl Unlocked {
    pub(super) async fn with_secret(mut here: Here, headers: &HeaderMap, number: &str) -> Result<Self, Failed> {
        let Some(secret) = headers.get(CASE_SECRET) else { return Ok(Self { here, made: None }) };
        let secret = secret.to_str().map_err(|_| Failed(Failure::NotFound))?;
        let token = here.engine().cases().unlock(&here.pack, here.visitor(), number, secret).await?;
        let is_new = here.visitor().token.as_ref().is_none_or(|own| own.as_str() != token.as_str());
        here.asking.visitor = here.engine().accounts().visitor(Some(token.as_str())).await?;
        Ok(Self { here, made: is_new.then_some(token) })
    }

    pub(super) async fn close(self) {
        if let Some(token) = self.made {
            // A session that stays until it expires does no harm; the answer is right in any case.
            _ = self.here.engine().accounts().sign_out(token.as_str()).await;
        }
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
    params(("case" = String, Path, description = "The case's number"),
        ("Case-Secret" = Option<String>, Header, description = "The secret of the receipt")),
    responses((status = 200, description = "The case", body = CaseView)))]
pub(crate) async fn open(here: Here, Path(path): Path<CasePath>, headers: HeaderMap) -> Result<Json<CaseView>, Failed> {
    let number = number(&path.case)?;
    let unlocked = Unlocked::with_secret(here, &headers, &path.case).await?;
    let here = &unlocked.here;
    let opened = here.engine().cases().open(&here.pack, here.visitor(), &number).await;
    let view = opened.map(|opened| CaseView::of(&here.pack, &opened));
    unlocked.close().await;
    Ok(Json(view?))
}

/// What happened to a case, oldest first.
#[utoipa::path(get, path = "/{region}/cases/{case}/events", tag = "cases",
    params(("case" = String, Path, description = "The case's number"),
        ("Case-Secret" = Option<String>, Header, description = "The secret of the receipt")),
    responses((status = 200, description = "All events that are for the reader", body = Items<EventView>)))]
pub(crate) async fn events(here: Here, Path(path): Path<CasePath>, headers: HeaderMap) -> Result<Json<Items<EventView>>, Failed> {
    let number = number(&path.case)?;
    let unlocked = Unlocked::with_secret(here, &headers, &path.case).await?;
    let here = &unlocked.here;
    let cases = here.engine().cases();
    let found = match cases.open(&here.pack, here.visitor(), &number).await {
        Ok(opened) => cases.events(&here.pack, here.visitor(), &number).await.map(|events| (opened.standing, events)),
        Err(failure) => Err(failure),
    };
    unlocked.close().await;
    let (standing, events) = found?;
    Ok(Json(Items::all(events.iter().filter_map(|(seq, event)| EventView::of(*seq, event, standing)).collect())))
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
