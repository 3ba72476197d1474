//! Who works on a case, and the buttons that change it: take it, give it back, give it on, put it aside. They belong to the
//! decision's form, so that what is typed goes round with them.
use super::{
    act_form::{WORK, WORK_TO, WORK_UNTIL, WORK_WHY},
    beside::Beside,
    case_view::{CaseView, Refused, WorkView},
    guard::FORM,
};
use crate::lang::t;
use leptos::prelude::*;

/// Takes it, or takes it over.
pub(super) const TAKE: &str = "ambil";
/// Gives it back to the desk.
pub(super) const LET_GO: &str = "lepas";
/// Gives it to somebody.
pub(super) const HAND_OVER: &str = "serahkan";
/// Puts it aside.
pub(super) const HOLD: &str = "tunda";
/// Takes it up again.
pub(super) const RESUME: &str = "lanjut";

/// The section; nothing for whoever can change nothing of it.
pub(super) fn work(region: &str, view: &CaseView, refused: &Refused) -> Option<AnyView> {
    let work = &view.work;
    if !work.may_take && !work.may_divide {
        return None;
    }
    let form = Beside { action: format!("/{region}/meja/{}/kerja", view.head.number), button: WORK, refused };
    let elsewhere = work.works.is_some() && !work.mine;
    let parts = if elsewhere { taking_over(work, &form).into_any() } else { own(work, &form).into_any() };
    Some(
        view! {
            <section class="work" id="kerja" aria-labelledby="kerja-judul">
                <h3 id="kerja-judul">{t("Pengerjaan", "Who works on it")}</h3>
                {state(work)}
                {parts}
            </section>
        }
        .into_any(),
    )
}

/// The box of the reason.
fn why(form: &Beside<'_>, label: &'static str) -> impl IntoView + use<> {
    let value = form.typed(WORK_WHY);
    view! {
        <div class="field"><label for=WORK_WHY>{label}</label>
        <input id=WORK_WHY name=WORK_WHY form=FORM value=value maxlength="500" autocomplete="off"/></div>
    }
}

/// Who can be chosen, and the button; nothing where nobody can.
fn give(work: &WorkView, form: &Beside<'_>) -> Option<impl IntoView + use<>> {
    if work.colleagues.is_empty() {
        return None;
    }
    let chosen = form.typed(WORK_TO);
    let options: Vec<_> = work
        .colleagues
        .iter()
        .map(|(id, name)| view! { <option value=id.clone() selected={*id == chosen}>{name.clone()}</option> })
        .collect();
    Some(view! {
        <div class="field"><label for=WORK_TO>{t("Serahkan kepada", "Give it to")}</label>
        <select id=WORK_TO name=WORK_TO form=FORM><option value="">{t("Pilih petugas…", "Choose an officer…")}</option>{options}</select></div>
        <p>{form.press(HAND_OVER, t("Serahkan", "Give it to them"), "btn quiet")}</p>
    })
}

/// What a colleague works on: taken over, or given to somebody by who divides the work, with a reason.
fn taking_over(work: &WorkView, form: &Beside<'_>) -> impl IntoView + use<> {
    let take = work.may_take.then(|| view! { <p>{form.press(TAKE, t("Ambil alih", "Take it over"), "btn second")}</p> });
    let give = work.may_divide.then(|| give(work, form));
    view! { {why(form, t("Alasan", "Reason"))}{take}{give} }
}

/// What is one's own or nobody's.
fn own(work: &WorkView, form: &Beside<'_>) -> impl IntoView + use<> {
    let open = form.refused.action == WORK || !form.typed(WORK_WHY).is_empty();
    let take = (work.may_take && !work.mine).then(|| {
        let lease = format!("{} {}", t("Rekan Anda melihatnya, sampai pukul", "Your colleagues see it, until"), work.lease);
        view! { <p>{form.press(TAKE, t("Mulai kerjakan", "Start work"), "btn second")}" "<span class="small">{lease}</span></p> }
    });
    let go = work.mine.then(|| view! { <p>{form.press(LET_GO, t("Kembalikan ke antrean", "Give it back to the desk"), "btn quiet")}</p> });
    let up = work.held_until.is_some().then(|| view! { <p>{form.press(RESUME, t("Lanjutkan sekarang", "Go on now"), "btn quiet")}</p> });
    let aside = work.may_take.then(|| {
        let ((first, last), value) = (work.days.clone(), form.typed(WORK_UNTIL));
        view! {
            <div class="field">
                <label for=WORK_UNTIL>{t("Tunda sampai", "Put aside until")}</label>
                <p class="hint" id="kerja-hint">{t("Waktu tetap berjalan; berkas kembali sendiri pada hari itu.", "The clock goes on; it comes back by itself on that day.")}</p>
                <input id=WORK_UNTIL name=WORK_UNTIL form=FORM type="date" min=first max=last value=value aria-describedby="kerja-hint"/>
            </div>
            <p>{form.press(HOLD, t("Tunda", "Put aside"), "btn quiet")}</p>
        }
    });
    view! {
        {take}{go}{up}
        <details open=open>
            <summary>{t("Serahkan atau tunda", "Give it on or put it aside")}</summary>
            {why(form, t("Alasan", "Reason"))}
            {give(work, form)}
            {aside}
        </details>
    }
}

fn state(work: &WorkView) -> impl IntoView + use<> {
    let until = |until: &Option<String>| until.as_ref().map_or_else(String::new, |u| format!(" {} {u}", t("sampai pukul", "until")));
    let who = match &work.works {
        Some((_, till)) if work.mine => format!("{}{}.", t("Anda mengerjakan berkas ini", "You work on this case"), until(till)),
        Some((name, till)) => format!("{name} {}{}.", t("mengerjakan berkas ini", "works on this case"), until(till)),
        None => t("Belum ada yang mengerjakan.", "Nobody works on it yet.").to_owned(),
    };
    let held = work.held_until.clone().map(|day| view! { <p class="note warn">{t("Ditunda sampai ", "Put aside until ")}{day}</p> });
    view! { <p>{who}</p>{held} }
}
