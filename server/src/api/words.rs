//! Words between an applicant and the office that has the case.
use super::{cases::CasePath, view::case::CaseView};
use crate::{
    here::{Here, number},
    problem::Failed,
};
use axum::{Json, extract::Path};
use serde::Deserialize;
use utoipa::ToSchema;

/// What is said.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Saying {
    /// The words, at most 4,000 letters. Telephones, identity numbers, accounts and mail addresses in them are hidden.
    text: String,
}

/// Says something on a case: its applicant to the office that has it, or an officer of that office to the applicant. It is one of the
/// case's events, of the kind `said`.
#[utoipa::path(post, path = "/{region}/cases/{case}/words", tag = "cases", request_body = Saying,
    params(("case" = String, Path, description = "The case's number")),
    responses((status = 200, description = "The case", body = CaseView)))]
pub(crate) async fn say(here: Here, Path(path): Path<CasePath>, Json(body): Json<Saying>) -> Result<Json<CaseView>, Failed> {
    let case = number(&path.case)?;
    here.engine().cases().say(&here.pack, here.visitor(), &case, &body.text).await?;
    let opened = here.engine().cases().open(&here.pack, here.visitor(), &case).await?;
    Ok(Json(CaseView::of(&here.pack, &opened, here.today())))
}
