//! What can be spent on each programme in a year, and what its cases take.
use super::{lists::WeighedView, paging::OfYear};
use crate::{
    here::{Here, Wanted},
    problem::Failed,
};
use axum::Json;
use domain::budget::weigh;
use engine::NewBudget;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A year of all programmes.
#[derive(Serialize, ToSchema)]
pub(crate) struct YearView {
    year: i32,
    programmes: Vec<ProgrammeView>,
    /// Whether the reader may set budgets.
    may_set: bool,
}

/// A programme's year.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProgrammeView {
    service: String,
    /// The whole first, then each field of affairs.
    lines: Vec<WeighedView>,
}

/// A budget to set.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Setting {
    /// The budget year.
    fiscal_year: i32,
    /// The service's key.
    service: String,
    /// The field of affairs; null for the programme as a whole.
    #[serde(default)]
    affair: Option<String>,
    /// Whole rupiah.
    amount: i64,
    /// The regulation that gives it.
    rule: String,
    /// Why it is another one than before.
    #[serde(default)]
    why: String,
}

async fn year(here: &Here, year: i32) -> Result<Json<YearView>, Failed> {
    let found = here.engine().budgets().year(&here.pack, here.visitor(), year).await?;
    let programmes = found
        .programmes
        .iter()
        .map(|p| ProgrammeView { service: p.service.clone(), lines: weigh(&p.budget, &p.taken, &[]).iter().map(Into::into).collect() })
        .collect();
    Ok(Json(YearView { year, programmes, may_set: found.may_set }))
}

/// A year of all programmes. For officers.
#[utoipa::path(get, path = "/{region}/budgets", tag = "lists", params(OfYear),
    responses((status = 200, description = "The year", body = YearView)))]
pub(crate) async fn show(here: Here, Wanted(wanted): Wanted<OfYear>) -> Result<Json<YearView>, Failed> {
    year(&here, wanted.year).await
}

/// Sets what can be spent; every change is kept with who made it and why.
#[utoipa::path(post, path = "/{region}/budgets", tag = "lists", request_body = Setting,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key sets it once")),
    responses((status = 200, description = "The year after it", body = YearView)))]
pub(crate) async fn set(here: Here, Json(s): Json<Setting>) -> Result<Json<YearView>, Failed> {
    let new = NewBudget {
        fiscal_year: s.fiscal_year,
        service: s.service,
        affair: s.affair,
        amount: s.amount.to_string(),
        rule: s.rule,
        why: s.why,
    };
    here.engine().budgets().set(&here.pack, here.visitor(), &new).await?;
    year(&here, s.fiscal_year).await
}
