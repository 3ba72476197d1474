//! The years that a page of the finance office can be read for.
use leptos::prelude::*;

/// Links to the same page of other years, at `base`.
pub(super) fn years(base: &str, label: &'static str, all: &[i32], year: i32) -> impl IntoView + use<> {
    let links: Vec<_> = all
        .iter()
        .map(|y| {
            let here = (*y == year).then_some("page");
            view! { <a rel="external" class="btn quiet" aria-current=here href=format!("{base}?tahun={y}")>{y.to_string()}</a> }
        })
        .collect();
    view! { <nav class="row no-print" aria-label=label>{links}</nav> }
}
