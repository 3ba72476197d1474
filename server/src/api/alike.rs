//! Cases that are alike to one, for the officers who look at it.
use super::{cases::CasePath, paging::Items, view::text::TextView};
use crate::{
    here::{Here, number},
    problem::Failed,
};
use axum::{Json, extract::Path};
use engine::Alike;
use serde::Serialize;
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
}

impl From<&Alike> for AlikeView {
    fn from(alike: &Alike) -> Self {
        let case = &alike.case;
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
            same: alike.ways.iter().map(Into::into).collect(),
        }
    }
}

/// Cases of the same person, account, organisation or address, those with the most in common first. For officers.
#[utoipa::path(get, path = "/{region}/cases/{case}/alike", tag = "cases",
    params(("case" = String, Path, description = "The case's number")),
    responses((status = 200, description = "At most a hundred", body = Items<AlikeView>)))]
pub(crate) async fn list(here: Here, Path(path): Path<CasePath>) -> Result<Json<Items<AlikeView>>, Failed> {
    let found = here.engine().cases().alike(&here.pack, here.visitor(), &number(&path.case)?).await?;
    Ok(Json(Items::all(found.iter().map(Into::into).collect())))
}
