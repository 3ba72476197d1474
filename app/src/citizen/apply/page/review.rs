//! All answers, looked at once more before they are sent.
use super::FormView;
use crate::{citizen::public_case::answer_list, lang::t};
use leptos::prelude::*;

pub(super) fn review(v: &FormView) -> impl IntoView + use<> {
    let pages: Vec<_> = v
        .review
        .iter()
        .map(|(title, href, lines)| {
            view! { <section class="card"><p class="edit"><a rel="external" href=href.clone()>{t("Ubah", "Change")}<span class="unseen">" "{title.clone()}</span></a></p><h2>{title.clone()}</h2>{answer_list(lines.clone())}</section> }
        })
        .collect();
    let problems: Vec<_> =
        v.problems.iter().map(|(href, words)| view! { <li><a rel="external" href=href.clone()>{words.clone()}</a></li> }).collect();
    let warnings: Vec<_> = v.warnings.iter().map(|w| view! { <p class="card warn" role="status">{w.clone()}</p> }).collect();
    let whole = problems.is_empty();
    view! {
        {(!whole).then(|| view! { <div class="card errors" role="alert" tabindex="-1" autofocus><h2>{t("Belum lengkap", "Not complete yet")}</h2><ul>{problems}</ul></div> })}
        {warnings}
        {pages}
        <form method="post" action=v.action.clone() data-sekali="">
            <p><button class="btn block">{t("Kirim pengajuan", "Send the application")}</button></p>
            <p class="small">{t("Setelah dikirim Anda mendapat nomor dan kode rahasia untuk mengikuti setiap langkah.", "Once it is sent you get a number and a secret code to follow every step.")}</p>
        </form>
    }
}
