//! The public register: every case, as far as it is public.
#![expect(unused_qualifications, reason = "the description of a route repeats the types of its parameters by full paths")]

use super::{
    paging::{Items, Paging},
    services::ServicePath,
    view::line::LineView,
};
use crate::{
    here::{Here, Wanted},
    problem::Failed,
};
use axum::{Json, extract::Path};
use engine::PublicFilter;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which cases.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Of this field of affairs.
    affair: Option<String>,
    /// At this stage.
    stage: Option<String>,
    /// Of this budget year.
    fiscal_year: Option<i32>,
    /// With this in the activity or the organisation.
    find: Option<String>,
}

/// A page of the register, newest first.
#[utoipa::path(get, path = "/{region}/public/{service}", tag = "public", params(ServicePath, Filter, Paging),
    responses((status = 200, description = "A page of cases", body = Items<LineView>)))]
pub(crate) async fn list(
    here: Here,
    Path(path): Path<ServicePath>,
    Wanted(wanted): Wanted<Filter>,
    Wanted(paging): Wanted<Paging>,
) -> Result<Json<Items<LineView>>, Failed> {
    let service = here.service(&path.service)?;
    let some = |text: Option<String>| text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    let filter = PublicFilter {
        affair: some(wanted.affair),
        stage: some(wanted.stage),
        fiscal_year: wanted.fiscal_year,
        find: some(wanted.find),
        ..PublicFilter::default()
    };
    let page = here.engine().register().page(&here.pack, &service.key, &filter, paging.after.as_deref(), paging.limit()).await?;
    Ok(Json(Items { items: page.lines.iter().map(Into::into).collect(), next: page.next }))
}
