//! The questions of one page, as one form: text, rows and files.
use super::FormView;
use crate::{
    components::{
        question::{PRESSED, question},
        summary::summary,
    },
    lang::t,
};
use leptos::prelude::*;

/// The fields of a page in one form: text and files together, so that a phone without scripts sends all with one tap.
pub(crate) fn questions(v: &FormView) -> impl IntoView + use<> {
    let fields: Vec<_> = v.fields.iter().map(|f| question(f, f.key(), &v.problems)).collect();
    let warnings: Vec<_> = v.warnings.iter().map(|w| view! { <p class="card warn" role="status">{w.clone()}</p> }).collect();
    let limits: Vec<_> = v.limits.iter().map(|(most, _, base)| view! { <dt class="small">{t("Batas", "Ceiling")}" ("{base.clone()}")"</dt><dd class="rp small">{most.clone()}</dd> }).collect();
    let go_on = v.send.clone().unwrap_or_else(|| t("Simpan dan lanjut", "Save and continue").to_owned());
    let keep = v
        .keep
        .then(|| view! { <p><button class="btn second block" name=PRESSED value="simpan">{t("Simpan dulu", "Save for now")}</button></p> });
    let some_limits = !limits.is_empty();
    view! {
        {summary(&v.problems)}
        {warnings}
        <form method="post" enctype="multipart/form-data" action=v.action.clone() data-ajukan="" novalidate>
            {fields}
            {some_limits.then(|| view! { <dl class="ladder card">{limits}</dl> })}
            <p><button class="btn block" name=PRESSED value="lanjut">{go_on}</button></p>
            {keep}
        </form>
        <script type="module" src="/ajukan.js"></script>
    }
}

/// When it was kept, and the words that the page's script puts there; `again` says how to go on once the session is over.
pub(crate) fn saved(at: &str, again: &str) -> impl IntoView + use<> {
    let broken = t(
        "Belum tersimpan: sambungan terputus. Isian tetap ada di halaman ini",
        "Not saved: the line broke. What you typed stays on this page",
    );
    let over = format!(
        "{} {again}; {}",
        t("Belum tersimpan: sesi berakhir.", "Not saved: the session is over."),
        t("isian tidak hilang", "nothing is lost")
    );
    let word = t("✓ Tersimpan", "✓ Saved");
    view! { <span data-simpan=word data-belum=broken data-keluar=over>{word}" "{at.to_owned()}</span> }
}
