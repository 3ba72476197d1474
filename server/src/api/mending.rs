//! Mending a returned case: a draft with the case's answers, of which only what was asked for can be changed.
use super::{
    cases::CasePath,
    view::{case::CaseView, draft::DraftView},
};
use crate::{
    here::{Here, number},
    problem::Failed,
};
use axum::{Json, extract::Path};

/// The draft in which the case is mended; fill it like any draft.
#[utoipa::path(post, path = "/{region}/cases/{case}/mending", tag = "cases",
    params(("case" = String, Path, description = "The case's number")),
    responses((status = 200, description = "The draft", body = DraftView)))]
pub(crate) async fn begin(here: Here, Path(path): Path<CasePath>) -> Result<Json<DraftView>, Failed> {
    let draft = here.engine().cases().mend(&here.pack, here.visitor(), &number(&path.case)?).await?;
    Ok(Json(DraftView::of(&draft, &here)))
}

/// Sends the mended case back to the office that asked.
#[utoipa::path(post, path = "/{region}/cases/{case}/mending/send", tag = "cases",
    params(("case" = String, Path, description = "The case's number")),
    responses((status = 200, description = "The case after it", body = CaseView)))]
pub(crate) async fn send(here: Here, Path(path): Path<CasePath>) -> Result<Json<CaseView>, Failed> {
    let number = number(&path.case)?;
    let cases = here.engine().cases();
    cases.send_mended(&here.pack, here.visitor(), &number).await?;
    let opened = cases.open(&here.pack, here.visitor(), &number).await?;
    Ok(Json(CaseView::of(&here.pack, &opened, here.today())))
}
