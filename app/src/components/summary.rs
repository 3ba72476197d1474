//! What has to be mended on a page, first thing on it and with the focus.
use crate::lang::{lang, t};
use domain::words::Lang;
use leptos::prelude::*;

/// The list of faults, each a link to its field; nothing where there are none.
pub fn summary(problems: &[(String, String)]) -> impl IntoView + use<> {
    let count = problems.len();
    let lines: Vec<_> = problems
        .iter()
        .map(|(path, words)| view! { <li><a href=format!("#{}", super::id::id_of(path))>{words.clone()}</a></li> })
        .collect();
    (count > 0).then(|| {
        let heading = match lang() {
            Lang::Id => format!("Ada {count} yang perlu diperbaiki"),
            Lang::En => format!("{count} to mend"),
        };
        view! {
            <div class="card errors" role="alert" tabindex="-1" id="kesalahan" autofocus>
                <h2>{heading}</h2>
                <ul>{lines}</ul>
                <p class="small">{t("Yang sudah Anda isi tetap tersimpan.", "What you typed is kept.")}</p>
            </div>
        }
    })
}
