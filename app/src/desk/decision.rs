//! The decision: a checklist that all actions share, and one section for each action that the workflow gives now. One
//! plain form; the pressed button says which action it is.
pub(super) mod capture;
pub(super) mod checklist;
mod items;
pub(super) mod offer;

use super::{
    act_form::{self, PUBLIC_NOTE},
    aside::{ASIDE, aside, replies},
    case_view::{CaseView, Decision, Refused},
    guard::FORM,
    work::work,
};
use crate::{
    components::{id::id_of, text_area::TextArea},
    lang::t,
};
use leptos::prelude::*;

/// The right column: what may be done now, or why nothing.
pub fn decision(region: &str, view: &CaseView) -> AnyView {
    let refused = view.refused.clone().unwrap_or_default();
    match &view.decision {
        None => waits(region, view, &refused).into_any(),
        Some(decision) => form(region, view, decision.clone(), refused).into_any(),
    }
}

fn waits(region: &str, view: &CaseView, refused: &Refused) -> impl IntoView + use<> {
    let elsewhere = view.work.works.is_some() && !view.work.mine && view.work.may_take;
    view! {
        <section id="keputusan" class="decide" aria-labelledby="keputusan-judul">
            <h2 id="keputusan-judul">{t("Keputusan", "Decision")}</h2>
            {summary(refused, None)}
            {restored(region, view, refused)}
            <p>{if elsewhere {
                t("Rekan Anda sedang mengerjakannya. Bila perlu, ambil alih dengan alasan.", "A colleague works on it. Take it over with a reason where needed.")
            } else {
                t("Tidak ada yang perlu Anda putuskan di sini sekarang.", "There is nothing for you to decide here now.")
            }}</p>
            {work(region, view, refused)}
            {aside(region, view, refused)}
            // The form that other buttons of the page belong to is there also where there is nothing to decide.
            <form id=FORM method="post" action=format!("/{region}/meja/{}/kerja", view.head.number)></form>
            {list(view)}
            {view.waits_for.clone().map(|who| view! { <p class="small">{t("Keadaan: ", "State: ")}<b>{who}</b></p> })}
        </section>
    }
}

/// That the case is decided together with others, and where.
fn list(view: &CaseView) -> Option<impl IntoView + use<>> {
    let (words, href) = view.list.clone()?;
    Some(view! {
        <p class="note">{t("Diputuskan bersama dalam daftar nominatif, bukan satu per satu. ", "Decided together on a nominative list, not one by one. ")}<a rel="external" href=href>{words}</a></p>
    })
}

/// That what stands in the boxes was typed before, and the way to be rid of it.
fn restored(region: &str, view: &CaseView, refused: &Refused) -> Option<impl IntoView + use<>> {
    let action = format!("/{region}/meja/{}/ketikan/buang", view.head.number);
    refused.restored.then(|| {
        view! {
            <p class="note">{t("Isian yang belum Anda kirim dikembalikan. ", "What you typed and did not send is here again. ")}
            <button class="btn quiet small" form=FORM formaction=action formnovalidate>{t("Buang isian", "Throw it away")}</button></p>
        }
    })
}

fn form(region: &str, view: &CaseView, decision: Decision, refused: Refused) -> impl IntoView + use<> {
    let action = format!("/{region}/meja/{}/tindakan", view.head.number);
    let scope = decision.offers.iter().find(|o| o.key == refused.action).and_then(|o| o.scope().map(ToOwned::to_owned));
    let parts = decision.offers.iter().any(|o| o.files).then_some("multipart/form-data");
    let note = refused.typed.get(PUBLIC_NOTE).cloned().unwrap_or_default();
    let items = checklist::items(&decision.checklist, &refused);
    let offers: Vec<_> = decision.offers.iter().map(|offer| offer::offer(offer, &decision, &refused)).collect();
    view! {
        <section id="keputusan" class="decide" aria-labelledby="keputusan-judul">
            <h2 id="keputusan-judul">{t("Keputusan", "Decision")}</h2>
            {summary(&refused, scope.as_deref())}
            {restored(region, view, &refused)}
            {list(view)}
            {work(region, view, &refused)}
            {aside(region, view, &refused)}
            <form id=FORM method="post" action=action enctype=parts novalidate autocomplete="off">
                <input type="hidden" name=act_form::SEEN value=view.head.version/>
                {items}
                <div class="field">
                    <label for=PUBLIC_NOTE>{t("Catatan untuk pemohon dan umum", "Note for the applicant and the public")}</label>
                    <p class="hint" id="public_note-hint">{t("Boleh kosong. Jangan tulis data pribadi: semua orang dapat membacanya.", "May be left empty. No personal data: everyone can read it.")}</p>
                    <TextArea id=PUBLIC_NOTE name=PUBLIC_NOTE value=note rows=2 describedby="public_note-hint"/>
                </div>
                {replies(region, view)}
                {ahead(decision.ahead, &refused)}
                <div class="offers">{offers}</div>
            </form>
            <p class="keys small"><kbd>"J"</kbd>" "<kbd>"F"</kbd>" "{t("berikutnya, sebelumnya", "next, previous")}" · "<kbd>"?"</kbd>" "{t("semua tombol", "all keys")}</p>
        </section>
    }
}

/// That older cases wait, and why this one comes first all the same.
fn ahead(ahead: u32, refused: &Refused) -> Option<impl IntoView + use<>> {
    let why = refused.typed.get(act_form::WHY_FIRST).cloned().unwrap_or_default();
    let count = domain::words::number(i64::from(ahead), crate::lang::lang());
    (ahead > 0).then(|| {
        view! {
            <div class="field">
                <label for=act_form::WHY_FIRST>{t("Mengapa berkas ini didahulukan?", "Why does this case come first?")}</label>
                <p class="hint" id="why_first-hint"><b>{count}</b>" "{t("berkas datang lebih dulu dan masih menunggu. Kerjakan yang terlama, atau tulis alasannya di sini; alasan ini tercatat.", "older case(s) wait. Take the oldest, or write why here; it is put on record.")}</p>
                <input type="text" id=act_form::WHY_FIRST name=act_form::WHY_FIRST value=why maxlength="300" aria-describedby="why_first-hint"/>
            </div>
        }
    })
}

/// What came back, before everything else, where the reader's focus goes.
fn summary(refused: &Refused, scope: Option<&str>) -> Option<AnyView> {
    if refused.text.is_empty() {
        return None;
    }
    let problems: Vec<_> = refused
        .problems
        .iter()
        .map(|(path, words)| {
            let box_of = if [act_form::COMPARE, act_form::WORK, ASIDE].contains(&refused.action.as_str()) {
                path.clone()
            } else {
                act_form::captured(path, scope)
            };
            view! { <li><a href=format!("#{}", id_of(&box_of))>{words.clone()}</a></li> }
        })
        .collect();
    let base = refused.legal_base.clone().map(|base| view! { <p class="small">{t("Dasar: ", "Legal base: ")}{base}</p> });
    let stale = refused.seen.map(|_| {
        view! { <p><a href="#riwayat">{t("Lihat apa yang berubah sejak Anda membukanya", "See what changed since you opened it")}</a></p> }
    });
    // The words of a stale decision say themselves what became of it.
    let kept = refused
        .seen
        .is_none()
        .then(|| view! { <p class="small">{t("Isian Anda masih ada di bawah.", "What you filled in is still below.")}</p> });
    Some(
        view! {
            <div class="card errors" role="alert" tabindex="-1" autofocus id="kesalahan">
                <h3>{refused.text.clone()}</h3>
                {(!problems.is_empty()).then(|| view! { <ul>{problems}</ul> })}
                {base}{stale}
                {kept}
            </div>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests;
