//! Keys that do what links and buttons do: the next and the previous case, the sections of the actions by the letters
//! that the region's workflow gives them, and a list of all. Keys are ignored while something is being typed.
use crate::lang::t;
use leptos::{ev, prelude::*};
use std::rc::Rc;

/// What a key means on a desk's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Goes to the next case.
    Next,
    /// Goes to the previous one.
    Previous,
    /// Goes to the box for a number.
    Find,
    /// Shows all keys.
    Help,
    /// Goes to an action's section, by its id.
    Action(String),
}

/// What a key means, where `actions` are letters and ids. The fixed keys come first, so that no workflow can take
/// them away.
#[must_use]
pub fn meaning(key: &str, actions: &[(char, String)]) -> Option<Meaning> {
    let mut letters = key.chars();
    let (letter, None) = (letters.next()?.to_lowercase().next()?, letters.next()) else { return None };
    match letter {
        'j' => Some(Meaning::Next),
        'f' => Some(Meaning::Previous),
        '/' => Some(Meaning::Find),
        '?' => Some(Meaning::Help),
        _ => actions.iter().find(|(key, _)| key.to_lowercase().next() == Some(letter)).map(|(_, id)| Meaning::Action(id.clone())),
    }
}

/// Listens on the whole page while its owner lives; in the browser only.
pub fn listen(actions: Signal<Vec<(char, String)>>, go: impl Fn(Meaning) + 'static) {
    // Counted and not stored with the owner: on the server an owner may end on another thread than it began.
    let go = Rc::new(go);
    Effect::new(move |_| {
        let go = go.clone();
        let handle = window_event_listener(ev::keydown, move |event| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() || is_typing() {
                return;
            }
            if let Some(meaning) = meaning(&event.key(), &actions.get_untracked()).filter(|m| *m == Meaning::Help || !are_off()) {
                event.prevent_default();
                go(meaning);
            }
        });
        on_cleanup(move || handle.remove());
    });
}

/// Where the browser keeps that its reader wants no keys; the one that shows them stays, so that there is a way back.
const OFF: &str = "tombol-mati";

fn are_off() -> bool {
    kept().and_then(|kept| kept.get_item(OFF).ok().flatten()).is_some()
}

fn turn(off: bool) {
    if let Some(kept) = kept() {
        // A browser that keeps nothing leaves them on.
        let _ = if off { kept.set_item(OFF, "ya") } else { kept.remove_item(OFF) };
    }
}

fn kept() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Whether the reader is in a box that takes letters.
fn is_typing() -> bool {
    let Some(element) = document().active_element() else { return false };
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(element.get_attribute("type").as_deref(), Some("radio" | "checkbox" | "button" | "submit")),
        _ => element.has_attribute("contenteditable"),
    }
}

/// Opens a section and puts the focus on the first thing to fill in, or on its button.
pub fn focus_section(id: &str) {
    let Some(section) = document().get_element_by_id(id) else { return };
    if section.tag_name() == "DETAILS" {
        let _ = section.set_attribute("open", "");
    }
    section.scroll_into_view();
    let first = section.query_selector(".asks input:not([type=hidden]), .asks select, .asks textarea, button").ok().flatten();
    focus(first);
}

/// Puts the focus on an element by its id.
pub fn focus_id(id: &str) {
    focus(document().get_element_by_id(id));
}

fn focus(element: Option<web_sys::Element>) {
    use leptos::wasm_bindgen::JsCast;
    if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// All keys of the page.
pub fn help(shown: RwSignal<bool>, actions: Signal<Vec<(char, String)>>) -> impl IntoView {
    let close = move |_| shown.set(false);
    let rows = move || {
        let actions = actions.get().into_iter().map(|(key, label)| (key.to_uppercase().to_string(), label));
        let fixed = [
            ("J", t("berkas berikutnya", "next case")),
            ("F", t("berkas sebelumnya", "previous case")),
            ("/", t("cari atau buka dengan nomor", "find, or open by number")),
            ("[ ] + - .", t("halaman, ukuran, putaran dokumen", "a paper's page, size, turn")),
            ("?", t("tombol-tombol ini", "these keys")),
        ];
        let fixed = fixed.into_iter().map(|(key, words)| (key.to_owned(), words.to_owned()));
        fixed.chain(actions).map(|(key, words)| view! { <dt><kbd>{key}</kbd></dt><dd>{words}</dd> }).collect::<Vec<_>>()
    };
    view! {
        <Show when=move || shown.get()>
            <dialog class="keyhelp" open aria-labelledby="tombol">
                <h2 id="tombol">{t("Tombol papan ketik", "Keys")}</h2>
                <dl>{rows}</dl>
                <label class="tick small"><input type="checkbox" prop:checked=are_off on:change=move |event| turn(event_target_checked(&event))/><span>{t("Matikan tombol-tombol ini", "Switch these keys off")}</span></label>
                <button class="btn block" type="button" on:click=close>{t("Tutup", "Close")}</button>
            </dialog>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_means_what_the_page_says() {
        let actions = [('l', "aksi-pass".to_owned()), ('J', "aksi-never".to_owned()), ('T', "aksi-no".to_owned())];
        assert_eq!(meaning("L", &actions), Some(Meaning::Action("aksi-pass".into())));
        assert_eq!(meaning("t", &actions), Some(Meaning::Action("aksi-no".into())));
        assert_eq!((meaning("j", &actions), meaning("F", &actions)), (Some(Meaning::Next), Some(Meaning::Previous)));
        assert_eq!((meaning("?", &actions), meaning("/", &actions)), (Some(Meaning::Help), Some(Meaning::Find)));
        for key in ["Enter", "x", "", "F5", "Shift"] {
            assert_eq!(meaning(key, &actions), None, "{key}");
        }
    }
}
