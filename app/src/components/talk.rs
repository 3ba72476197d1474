//! What was written between an applicant and the office that has the case, as both read it.
use crate::lang::t;
use domain::{pack::Pack, words, words::Lang};
use engine::Words;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Something that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordsView {
    /// Who wrote it: the office by name, or nothing for the applicant.
    pub office: Option<String>,
    /// When.
    pub when: String,
    /// What.
    pub text: String,
}

/// In the reader's words, oldest first.
#[must_use]
pub fn words_view(pack: &Pack, said: Vec<Words>, lang: Lang) -> Vec<WordsView> {
    let name = |key: String| pack.agency(&key).map_or(key, |agency| agency.name.get(lang).to_owned());
    let view = |w: Words| WordsView { office: w.office.map(name), when: words::date_time(w.at, pack.zone(), lang), text: w.text };
    said.into_iter().map(view).collect()
}

/// The list. `own` says whether its reader is the applicant.
pub fn talk(said: &[WordsView], own: bool) -> Option<impl IntoView + use<>> {
    let applicant = if own { t("Anda", "You") } else { t("Pemohon", "The applicant") };
    let lines: Vec<_> = said
        .iter()
        .map(|w| {
            let class = if w.office.is_some() { "word of-office" } else { "word" };
            let who = w.office.clone().unwrap_or_else(|| applicant.to_owned());
            view! { <li class=class><span class="small"><b>{who}</b>" · "{w.when.clone()}</span><p class="prose">{w.text.clone()}</p></li> }
        })
        .collect();
    (!lines.is_empty()).then(|| view! { <ol class="plain words">{lines}</ol> })
}
