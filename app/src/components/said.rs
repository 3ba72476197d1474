//! What has to be said once more after a form came back: why, and what was typed. The server keeps it for some minutes; an address carries
//! only the name under which it lies, and only the account that caused it reads it.
use crate::{
    components::summary::summary,
    server::{self, Flash},
};
use domain::{people::AccountId, words::Lang};
use engine::{Failure, Visitor};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Words and typed values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Said {
    /// What happened, in one or two sentences; the last one's full stop may be left out.
    pub(crate) text: String,
    /// Whether it went well.
    pub(crate) well: bool,
    /// What to mend, by box.
    pub(crate) problems: Vec<(String, String)>,
    /// What was typed, by box.
    pub(crate) typed: BTreeMap<String, String>,
    /// What was chosen of a list, in its order.
    pub(crate) chosen: Option<Vec<String>>,
}

#[derive(Serialize, Deserialize)]
struct Owned {
    /// Who caused it; nobody where the session had ended before.
    by: Option<AccountId>,
    said: Said,
}

impl Said {
    /// Why something was not done.
    pub(crate) fn refused(failure: &Failure, lang: Lang, typed: BTreeMap<String, String>) -> Self {
        let problems = match failure {
            Failure::Invalid { problems } => problems.iter().map(|p| (p.path.clone(), p.line(lang))).collect(),
            _ => vec![],
        };
        Self { text: failure.text(lang), problems, typed, ..Self::default() }
    }

    /// Why something was not done, in words of its own.
    pub(crate) fn not(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// That something was done.
    pub(crate) fn done(text: impl Into<String>) -> Self {
        Self { text: text.into(), well: true, ..Self::default() }
    }

    /// Keeps it for who asked, and gives its name.
    pub(crate) fn keep(self, visitor: &Visitor) -> String {
        let owned = Owned { by: visitor.account(), said: self };
        Flash::put(serde_json::to_string(&owned).unwrap_or_default())
    }

    /// What was kept under a name, for the account that caused it.
    pub(crate) fn of(name: Option<&str>) -> Self {
        let owned: Option<Owned> = name.and_then(Flash::get).and_then(|text| serde_json::from_str(&text).ok());
        owned.filter(|o| o.by.is_none() || o.by == server::visitor().account()).map(|o| o.said).unwrap_or_default()
    }

    /// What was typed into a box, or what stands there else.
    pub(crate) fn typed(&self, name: &str, otherwise: &str) -> String {
        self.typed.get(name).cloned().unwrap_or_else(|| otherwise.to_owned())
    }

    /// Whether something of a list was chosen.
    pub(crate) fn has_chosen(&self, one: &str) -> bool {
        self.chosen.iter().flatten().any(|chosen| chosen == one)
    }

    /// What is wrong with a box.
    pub(crate) fn problem(&self, name: &str) -> Option<String> {
        self.problems.iter().find(|(path, _)| path == name).map(|(_, words)| words.clone())
    }

    /// It as the first thing on a page.
    pub(crate) fn shown(&self) -> impl IntoView + use<> {
        let faults = (!self.problems.is_empty()).then(|| summary(&self.problems));
        let class = if self.well { "card ok-edge" } else { "card errors" };
        let role = if self.well { "status" } else { "alert" };
        let words = (self.problems.is_empty() && !self.text.is_empty()).then(|| {
            view! { <div class=class role=role tabindex="-1" id="kesalahan" autofocus><p>{sentence(&self.text)}</p></div> }
        });
        view! { {faults}{words} }
    }
}

/// Words with a full stop behind the last of them.
fn sentence(words: &str) -> String {
    let ends = words.ends_with(['.', '!', '?']);
    format!("{words}{}", if ends { "" } else { "." })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_for_the_account_that_caused_it() {
        // Outside a request nobody is signed in.
        let of_nobody = Said::done("Tersimpan").keep(&Visitor::default());
        assert_eq!(Said::of(Some(&of_nobody)).text, "Tersimpan");
        let other = Owned { by: Some(AccountId(uuid::Uuid::from_u128(7))), said: Said::done("Rahasia") };
        let of_other = Flash::put(serde_json::to_string(&other).expect("text"));
        assert_eq!(Said::of(Some(&of_other)), Said::default());
    }

    #[test]
    fn a_sentence_ends_once() {
        assert_eq!(
            (sentence("Isi jumlahnya"), sentence("Tersimpan."), sentence("Yakin?")),
            ("Isi jumlahnya.".into(), "Tersimpan.".into(), "Yakin?".into())
        );
    }
}
