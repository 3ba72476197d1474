//! The officer's list in the browser: drawn by the server, with a mark on the row of the case that is open. The mark is the
//! browser's, so that going to the next case asks for that case alone.
use super::{in_hand::InHand, view::QueueView};
use crate::lang::t;
use leptos::{prelude::*, wasm_bindgen::JsCast};

/// Where the drawn pieces stand.
const PARTS: &str = "bagian";
const FORMS: &str = "saringan";
const LIST: &str = "daftar";

/// The list. `selected` is the number of the case that is open beside it.
pub fn list_column(view: QueueView, hand: InHand, selected: Signal<Option<String>>) -> impl IntoView {
    Effect::new(move |_| mark(selected.get().as_deref()));
    hand.carry_over(&view.query);
    view! {
        <section class="q" aria-label=t("Antrean saya", "My queue")>
            <div id=PARTS inner_html=view.parts.at(PARTS)></div>
            <div class="forms" id=FORMS inner_html=hand.forms(view.query, view.forms.at(FORMS))></div>
            <div id=LIST inner_html=view.list.at(LIST)></div>
        </section>
    }
}

/// Moves the mark to the row of a case.
fn mark(number: Option<&str>) {
    let Ok(rows) = document().query_selector_all(".rows a.row") else { return };
    for at in 0..rows.length() {
        let Some(row) = rows.item(at).and_then(|node| node.dyn_into::<web_sys::Element>().ok()) else {
            continue;
        };
        let is_it = number.is_some() && row.get_attribute("data-nomor").as_deref() == number;
        let _ = if is_it { row.set_attribute("aria-current", "page") } else { row.remove_attribute("aria-current") };
    }
}

/// The shape of the list while it is on its way.
pub fn queue_skeleton() -> impl IntoView {
    let rows: Vec<_> =
        (0..6).map(|_| view! { <li class="row wait"><span class="bone"></span><span class="bone short"></span></li> }).collect();
    view! { <section class="q" aria-busy="true"><p class="unseen">{t("Memuat antrean", "Loading the queue")}</p><ol class="rows">{rows}</ol></section> }
}
