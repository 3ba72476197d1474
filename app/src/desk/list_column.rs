//! The officer's list in the browser: drawn by the server, with a mark on the row of the case that is open. The mark is the
//! browser's, so that going to the next case asks for that case alone.
use super::view::QueueView;
use crate::lang::t;
use leptos::{prelude::*, wasm_bindgen::JsCast};

/// The forms above the list as they stand in the page, and the question that they were drawn for: what somebody is filling in is
/// not drawn anew under their hands, unless they went on to another list.
#[derive(Clone, Copy)]
pub struct Forms(StoredValue<(String, String)>);

impl Forms {
    /// Those of a page.
    #[must_use]
    pub fn new() -> Self {
        Self(StoredValue::new((String::new(), String::new())))
    }

    /// The new ones, or those that are in use.
    fn shown(self, query: String, new: String) -> String {
        if !in_use() || self.0.with_value(|(of, _)| *of != query) {
            self.0.set_value((query, new));
        }
        self.0.with_value(|(_, forms)| forms.clone())
    }
}

/// Whether somebody is in a box of the forms, or has opened what narrows the list.
fn in_use() -> bool {
    cfg!(feature = "hydrate") && document().query_selector(".q .forms :focus, .q .forms details[open]").is_ok_and(|found| found.is_some())
}

/// The list. `selected` is the number of the case that is open beside it.
pub fn list_column(view: QueueView, forms: Forms, selected: Signal<Option<String>>) -> impl IntoView {
    let row = focused_row();
    Effect::new(move |_| mark(selected.get().as_deref()));
    Effect::new(move |_| {
        if let Some(number) = &row {
            focus_row(number);
        }
    });
    view! {
        <section class="q" aria-label=t("Antrean saya", "My queue")>
            <div inner_html=view.parts></div>
            <div class="forms" inner_html=forms.shown(view.query, view.forms)></div>
            <div inner_html=view.list></div>
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

/// The number of the row that has the focus: a list that is read anew takes the row away from under it.
fn focused_row() -> Option<String> {
    if !cfg!(feature = "hydrate") {
        return None;
    }
    document().active_element()?.get_attribute("data-nomor")
}

/// Gives the focus back to the row of a case.
fn focus_row(number: &str) {
    let Ok(Some(row)) = document().query_selector(&format!(".rows a.row[data-nomor=\"{number}\"]")) else { return };
    if let Ok(row) = row.dyn_into::<web_sys::HtmlElement>() {
        let _ = row.focus();
    }
}

/// The shape of the list while it is on its way.
pub fn queue_skeleton() -> impl IntoView {
    let rows: Vec<_> =
        (0..6).map(|_| view! { <li class="row wait"><span class="bone"></span><span class="bone short"></span></li> }).collect();
    view! { <section class="q" aria-busy="true"><p class="unseen">{t("Memuat antrean", "Loading the queue")}</p><ol class="rows">{rows}</ol></section> }
}
