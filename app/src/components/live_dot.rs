//! How fresh a page is: live, or since when not.
use crate::{lang::t, live::Live};
use domain::time::Instant;
use leptos::prelude::*;

/// A dot and a word: green and live, or grey with the time of what is shown.
pub fn live_dot(live: Live, _at: Instant, at_words: String) -> impl IntoView {
    let (now, since, of) = (t("Langsung", "Live"), t("Terputus, data pukul", "Cut off, data of"), t("Data pukul", "Data of"));
    let words = move || {
        if live.is_live() {
            format!("{now} · {at_words}")
        } else if live.is_stale() {
            format!("{since} {at_words}")
        } else {
            format!("{of} {at_words}")
        }
    };
    view! { <span class="live" class:stale=move || !live.is_live() role="status">{words}</span> }
}
