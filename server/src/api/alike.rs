//! Cases that are alike to one, for the officers who look at it.
use super::{
    cases::CasePath,
    paging::Items,
    view::{case::CaseView, text::TextView},
};
use crate::{
    here::{Here, number},
    problem::Failed,
};
use axum::{Json, extract::Path};
use domain::case::CaseState;
use engine::Alike;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A case that is alike.
#[derive(Serialize, ToSchema)]
pub(crate) struct AlikeView {
    /// Its number.
    number: String,
    /// Its service.
    service: String,
    /// Where it is.
    stage: String,
    /// The organisation.
    organisation: String,
    /// What it is called.
    title: String,
    /// The budget year.
    fiscal_year: i32,
    /// What was asked for, whole rupiah.
    requested: Option<i64>,
    /// What was granted, whole rupiah.
    approved: Option<i64>,
    /// When it was handed in, milliseconds since 1970 in UTC.
    submitted_at: i64,
    /// What is the same.
    same: Vec<TextView>,
    /// Whether it has to be explained before the case goes on.
    has_to_be_explained: bool,
    /// What was found, where somebody compared them: whether the same thing is asked twice.
    double: Option<bool>,
    /// And why.
    reason: Option<String>,
}

impl AlikeView {
    fn of(alike: &Alike, state: &CaseState) -> Self {
        let case = &alike.case;
        let compared = state.compared.iter().find(|c| c.other == case.number);
        Self {
            number: case.number.to_string(),
            service: case.service.clone(),
            stage: case.stage.clone(),
            organisation: case.organisation.clone(),
            title: case.title.clone(),
            fiscal_year: case.fiscal_year,
            requested: case.requested,
            approved: case.approved,
            submitted_at: case.submitted_at.millis(),
            same: alike.ways.iter().map(|way| (&way.label).into()).collect(),
            has_to_be_explained: alike.has_to_be_explained(),
            double: compared.map(|c| c.double),
            reason: compared.map(|c| c.reason.clone()),
        }
    }
}

/// Cases of the same person, account, organisation or address, those with the most in common first. For officers.
#[utoipa::path(get, path = "/{region}/cases/{case}/alike", tag = "cases",
    params(("case" = String, Path, description = "The case's number")),
    responses((status = 200, description = "At most a hundred", body = Items<AlikeView>)))]
pub(crate) async fn list(here: Here, Path(path): Path<CasePath>) -> Result<Json<Items<AlikeView>>, Failed> {
    let (cases, case) = (here.engine().cases(), number(&path.case)?);
    let found = cases.alike(&here.pack, here.visitor(), &case).await?;
    let state = cases.open(&here.pack, here.visitor(), &case).await?.state;
    Ok(Json(Items::all(found.iter().map(|alike| AlikeView::of(alike, &state)).collect())))
}

/// What an officer found who compared two cases.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Comparing {
    /// The number of the other case.
    other: String,
    /// Whether the same thing is asked twice.
    double: bool,
    /// Why.
    reason: String,
}

/// Puts on record whether a case that is alike asks for the same thing.
#[utoipa::path(post, path = "/{region}/cases/{case}/compare", tag = "desk", request_body = Comparing,
    params(("case" = String, Path, description = "The case's number")),
    responses((status = 200, description = "The case", body = CaseView)))]
pub(crate) async fn compare(here: Here, Path(path): Path<CasePath>, Json(body): Json<Comparing>) -> Result<Json<CaseView>, Failed> {
    let (case, other) = (number(&path.case)?, number(&body.other)?);
    here.engine().cases().compare(&here.pack, here.visitor(), &case, &other, body.double, &body.reason).await?;
    let opened = here.engine().cases().open(&here.pack, here.visitor(), &case).await?;
    Ok(Json(CaseView::of(&here.pack, &opened, here.today())))
}
