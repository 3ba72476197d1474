//! The frame of a citizen's page.
use crate::{
    components::{fault::fault, mast::Mast},
    error::AppError,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// A parameter of the path; empty where it is missing.
pub(crate) fn param(name: &'static str) -> String {
    use_params_map().read_untracked().get(name).unwrap_or_default()
}

/// A value of the query; `None` where it is missing or empty.
pub(crate) fn query(name: &'static str) -> Option<String> {
    use_query_map().read_untracked().get(name).filter(|v| !v.is_empty())
}

/// Head and content of a page that is loaded once: what came, or why nothing did.
pub(crate) fn page<T, V>(region: String, class: &'static str, view: OnceResource<Result<T, AppError>>, draw: impl Fn(T) -> V + Copy + Send + Sync + 'static) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    view! {
        <Mast region=Signal::stored(region)/>
        <main class=class id="isi">
            <Suspense>
                {Suspend::new(async move {
                    match view.await {
                        Ok(shown) => draw(shown).into_any(),
                        Err(error) => fault(error).into_any(),
                    }
                })}
            </Suspense>
        </main>
    }
    .into_any()
}
