//! What a region offers, with the form as data: a program can ask what a page asks.
#![expect(unused_qualifications, reason = "the description of a route repeats the types of its parameters by full paths")]

use super::{
    paging::Items,
    view::service::{ServiceLine, ServiceView},
};
use crate::{here::Here, problem::Failed};
use axum::{Json, extract::Path};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which service.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ServicePath {
    /// The service's key.
    pub(super) service: String,
}

/// The services of a region.
#[utoipa::path(get, path = "/{region}/services", tag = "services",
    responses((status = 200, description = "All of them", body = Items<ServiceLine>)))]
pub(crate) async fn list(here: Here) -> Json<Items<ServiceLine>> {
    let today = here.engine().now().day(here.pack.zone());
    Json(Items::all(here.pack.services.iter().map(|s| ServiceLine::of(s, today)).collect()))
}

/// A service: its form, the stages of a case, the papers it needs.
#[utoipa::path(get, path = "/{region}/services/{service}", tag = "services",
    params(ServicePath),
    responses((status = 200, description = "The service", body = ServiceView)))]
pub(crate) async fn one(here: Here, Path(path): Path<ServicePath>) -> Result<Json<ServiceView>, Failed> {
    let today = here.engine().now().day(here.pack.zone());
    let service = here.service(&path.service)?;
    let pace = here.engine().register().pace(&here.pack, &service.key).await?;
    Ok(Json(ServiceView { pace: pace.map(Into::into), ..ServiceView::of(service, today) }))
}
