//! What somebody has in hand in the list while it is read anew: the boxes they fill in, the cases they ticked, the row that has the
//! focus. None of it may be drawn away from under them.
use leptos::{prelude::*, wasm_bindgen::JsCast};
use std::time::Duration;

/// Boxes that choose cases.
const TICKS: &str = ".rows input[type=checkbox], form.many input[type=checkbox]";

/// What a page's list has in hand.
#[derive(Clone, Copy)]
pub struct InHand {
    /// The forms above the list as they stand in the page, and the question that they were drawn for.
    forms: StoredValue<(String, String)>,
    /// What is to be there again once new rows stand in the page: two lists can come before the first of them does.
    rows: StoredValue<Option<Rows>>,
    /// The question that the rows in the page answer.
    shown: StoredValue<Option<String>>,
}

/// Ticks by name and value, and where the focus is.
#[derive(Clone, Default)]
struct Rows {
    ticks: Vec<(String, String)>,
    focus: Option<Focus>,
}

/// What has the focus in the list.
#[derive(Clone)]
enum Focus {
    /// A row, by its number.
    Row(String),
    /// A box, by name and value.
    Tick(String, String),
    /// The button below the rows.
    Button,
}

impl InHand {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self { forms: StoredValue::new((String::new(), String::new())), rows: StoredValue::new(None), shown: StoredValue::new(None) }
    }

    /// The new forms, or those that are in use: unless somebody went on to another list, these stay.
    pub(super) fn forms(self, query: String, new: String) -> String {
        if !in_use() || self.forms.with_value(|(of, _)| *of != query) {
            self.forms.set_value((query, new));
        }
        self.forms.with_value(|(_, forms)| forms.clone())
    }

    /// Takes ticks and focus from the rows that go, and gives them to those that come. Another list has neither: what was ticked in
    /// one is not chosen in another, and "all of this list" least of all.
    pub(super) fn carry_over(self, query: &str) {
        if !cfg!(feature = "hydrate") {
            return;
        }
        let is_other = self.shown.with_value(|shown| shown.as_deref().is_some_and(|shown| shown != query));
        self.shown.set_value(Some(query.to_owned()));
        if is_other {
            self.rows.set_value(Some(Rows::default()));
        } else if self.rows.with_value(Option::is_none) {
            self.rows.set_value(Some(Rows { ticks: ticked(), focus: focused() }));
        }
        Effect::new(move |_| {
            set_timeout(
                move || {
                    if let Some(rows) = self.rows.try_update_value(Option::take).flatten() {
                        give_back(&rows);
                    }
                },
                Duration::ZERO,
            );
        });
    }
}

/// Whether somebody is in a box of the forms, or has opened what narrows the list.
fn in_use() -> bool {
    cfg!(feature = "hydrate") && document().query_selector(".q .forms :focus, .q .forms details[open]").is_ok_and(|found| found.is_some())
}

fn boxes() -> Vec<web_sys::HtmlInputElement> {
    let Ok(boxes) = document().query_selector_all(TICKS) else { return vec![] };
    (0..boxes.length()).filter_map(|at| boxes.item(at)?.dyn_into().ok()).collect()
}

fn ticked() -> Vec<(String, String)> {
    boxes().into_iter().filter(web_sys::HtmlInputElement::checked).map(|tick| (tick.name(), tick.value())).collect()
}

fn focused() -> Option<Focus> {
    let focused = document().active_element()?;
    if let Some(number) = focused.get_attribute("data-nomor") {
        return Some(Focus::Row(number));
    }
    let within = focused.closest(".rows, form.many").ok().flatten().is_some();
    match focused.dyn_ref::<web_sys::HtmlInputElement>() {
        Some(tick) => within.then(|| Focus::Tick(tick.name(), tick.value())),
        None => within.then_some(Focus::Button),
    }
}

fn give_back(rows: &Rows) {
    for tick in boxes().into_iter().filter(|tick| rows.ticks.iter().any(|(name, value)| tick.name() == *name && tick.value() == *value)) {
        tick.set_checked(true);
    }
    let at = match &rows.focus {
        None => return,
        Some(Focus::Row(number)) => format!(".rows a.row[data-nomor=\"{number}\"]"),
        Some(Focus::Tick(name, value)) => format!("input[name=\"{name}\"][value=\"{value}\"]"),
        Some(Focus::Button) => "form.many button".to_owned(),
    };
    if let Some(found) = document().query_selector(&at).ok().flatten().and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = found.focus();
    }
}
