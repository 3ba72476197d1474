//! The frame of a citizen's plain page, and what its address says.
use crate::{
    components::{fault::fault, mast::head},
    error::AppError,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde::{Deserialize, Serialize};
use std::{
    pin::Pin,
    sync::{Mutex, PoisonError},
};

/// A parameter of the path; empty where it is missing.
pub(crate) fn param(name: &'static str) -> String {
    use_params_map().read_untracked().get(name).unwrap_or_default()
}

/// A value of the query; `None` where it is missing or empty.
pub(crate) fn query(name: &'static str) -> Option<String> {
    use_query_map().read_untracked().get(name).filter(|v| !v.is_empty())
}

/// The year that the address names.
pub(crate) fn queried_year() -> Option<i32> {
    query("tahun")?.parse().ok()
}

/// Where a page stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    region: String,
    service: Option<String>,
}

impl Place {
    /// The region and the service of the address.
    pub(crate) fn here() -> Self {
        Self { region: param("region"), service: Some(param("service")).filter(|s| !s.is_empty()) }
    }
}

/// What a plain page shows, on its way: read once and drawn once. A resource would keep a copy, and write it down for a
/// browser that never asks.
pub(crate) struct Loading<T>(Mutex<Reading<T>>);

type Reading<T> = Pin<Box<dyn Future<Output = Result<T, AppError>> + Send>>;

impl<T> Loading<T> {
    /// Reads when the page is drawn.
    pub(crate) fn of(read: impl Future<Output = Result<T, AppError>> + Send + 'static) -> Self {
        // Routes are shared between threads; the lock is never taken.
        Self(Mutex::new(Box::pin(read)))
    }

    /// What came.
    pub(crate) async fn done(self) -> Result<T, AppError> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner).await
    }
}

/// Head and content of a page that is loaded once: what came, or why nothing did.
///
/// Without a `Suspense` around it the content is drawn once a request, not three times; the pages that use it wait for
/// everything before they answer, and never hydrate.
pub(crate) fn page<T, V>(
    place: Place,
    class: &'static str,
    view: Loading<T>,
    draw: impl Fn(T) -> V + Copy + Send + Sync + 'static,
) -> AnyView
where
    T: Send + 'static,
    V: IntoView + 'static,
{
    view! {
        {head(place.region, place.service)}
        <main class=class id="isi">
            {Suspend::new(async move {
                match view.done().await {
                    Ok(shown) => draw(shown).into_any(),
                    Err(error) => fault(error).into_any(),
                }
            })}
        </main>
        {crate::saving::foot()}
    }
    .into_any()
}

/// What a page needs to know that shows only a form: that its place is there, and what it is called.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlaceView {
    pub(crate) region: String,
    pub(crate) service: String,
    pub(crate) name: String,
    /// How a number looks here.
    pub(crate) example: String,
    pub(crate) message: Option<String>,
}

/// The place of a page that shows only a form.
///
/// **Needs**: nothing. **Errors**: `NotFound` for an unknown region or service.
pub(crate) async fn place_of(region: String, service: Option<String>, said: Option<String>) -> Result<PlaceView, AppError> {
    let asked = crate::server::Asked::of_page(&region)?;
    let name = match &service {
        Some(path) => asked.service(path)?.brand.clone(),
        None => asked.pack.region.name.clone(),
    };
    let example = asked.pack.number_example(asked.today());
    Ok(PlaceView {
        name,
        example,
        service: service.unwrap_or_default(),
        message: said.as_deref().and_then(crate::server::Flash::get),
        region,
    })
}
