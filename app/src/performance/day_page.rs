//! One's own day: how much of it is told, what acts on cases propose, what was entered, and what can be told again with one tap.
use super::words as say;
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::said::Said,
    desk::{here::Here, office::Office},
    error::AppError,
    lang::{lang, t},
    server::{away, see},
};
use axum::{Form, Router, response::Response, routing::post};
use domain::{
    performance::entry::{Entry, EntryId, EntryStatus},
    time::Day,
    words::{self, Lang},
};
use engine::{DayView, EnterFailure, NewEntry};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::Deserialize;

/// The page.
pub struct DayPageView {
    region: String,
    name: String,
    day: DayView,
    /// The label and unit of each activity, by its code.
    labels: Vec<(String, String, String)>,
    shut: Option<String>,
    /// Codes of what is the same thing again and again.
    routine: Vec<String>,
    /// Whether the region makes plans.
    plans: bool,
    keeps: bool,
    brings: bool,
    /// The working day before, and the next one where it has come.
    before: Day,
    next: Option<Day>,
    said: Option<String>,
}

/// **Needs**: a place in the region's organisation. **Errors**: `SignedOut`, `Forbidden`, `NotFound` where the region keeps no logs.
async fn load(region: String, day: Option<String>, said: Option<String>) -> Result<DayPageView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let rules = pack.performance.as_ref().ok_or(AppError::NotFound)?;
    let day = day.and_then(|d| Day::parse_loose(&d).ok());
    let view = here.engine.performance().day(pack, &here.visitor, day).await?;
    let performance = here.engine.performance();
    let label = |i: &domain::performance::rules::CatalogueItem| (i.code.clone(), i.label.get(lang).to_owned(), i.unit.get(lang).to_owned());
    Ok(DayPageView {
        before: pack.calendar().last_workday(view.day.plus_days(-1)),
        next: Some(pack.calendar().next_workday(view.day.plus_days(1))).filter(|next| *next <= view.today),
        name: rules.name.get(lang).to_owned(),
        labels: rules.catalogue.iter().map(label).collect(),
        shut: view.shut.as_ref().map(|s| say::shut(s, lang)),
        day: view,
        keeps: performance.sees_everybody(pack, &here.visitor),
        brings: performance.keeps(pack, &here.visitor),
        plans: rules.plan.is_some(),
        routine: rules.catalogue.iter().filter(|i| i.routine).map(|i| i.code.clone()).collect(),
        said,
        region,
    })
}

/// The page's route.
pub struct DayPage {
    place: Place,
    view: Loading<DayPageView>,
}

#[lazy_route]
impl LazyRoute for DayPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("hari"), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn label_of(labels: &[(String, String, String)], code: &str) -> String {
    labels.iter().find(|(c, _, _)| c == code).map_or_else(|| code.to_owned(), |(_, label, _)| label.clone())
}

fn shown(v: DayPageView) -> impl IntoView {
    let lang = lang();
    let said = Said::of(v.said.as_deref());
    let base = format!("/{}/kinerja", v.region);
    let d = &v.day;
    let told: u32 = d.entries.iter().filter(|e| e.status.takes_time()).map(|e| e.minutes).sum();
    let whole = d.day == d.today;
    let heading = if whole { t("Hari ini", "Today").to_owned() } else { words::date_long(d.day, lang) };
    let open = v.shut.is_none() && !d.month.frozen;
    let day_query = d.day.to_string();
    let entries: Vec<_> = d.entries.iter().map(|e| entry_line(e, &base, &v.labels, lang)).collect();
    let none = entries.is_empty();
    let proposals = proposals(&v, &base, lang);
    let again = open.then(|| again(&v, &base, lang));
    let returned = (d.month.returned > 0).then(|| {
        view! { <p class="note warn">{d.month.returned}" "{t("kegiatan bulan ini dikembalikan atasan dan perlu Anda perbaiki.", "of this month's entries were returned and need mending.")}</p> }
    });
    let (last, next) = (v.before, v.next);
    let month = d.month.month;
    view! {
        <Title text=t("Catatan kerja", "Work log")/>
        <p class="small">{v.name.clone()}</p>
        <h1>{heading}</h1>
        {said.shown()}
        {returned}
        {(v.plans && d.aims.is_empty() && d.month.target > 0).then(|| view! { <p class="note warn"><a rel="external" href=format!("{base}/rencana")>{t("Rencana kinerja Anda tahun ini belum disetujui.", "Your plan for this year is not agreed yet.")}</a>" "{t("Kegiatan tetap dapat dicatat, tetapi terlihat tanpa tugas.", "Activities can be entered, and are seen to serve nothing.")}</p> })}
        <section class="card" aria-label=t("Sejauh ini", "So far")>
            {(d.day_minutes > 0).then(|| view! {
                <p class="between"><b>{say::length(told, lang)}</b><span>{t("dari ", "of ")}{say::length(d.day_minutes, lang)}</span></p>
                <meter class="told" min="0" max=d.day_minutes.to_string() value=told.min(d.day_minutes).to_string()>{told}</meter>
            })}
            {(d.day_minutes == 0).then(|| view! { <p>{t("Hari libur. Kegiatan hanya dapat dicatat dengan surat perintah.", "No working day. Activities are entered by an order only.")}</p> })}
            <p class="small">
                {say::month(month, lang)}": "<b>{say::number(d.month.approved, lang)}</b>" "{t("menit disetujui dari", "minutes approved of")}" "{say::number(d.month.target, lang)}
                {(d.month.waiting > 0).then(|| format!(", {} {}", say::number(d.month.waiting, lang), t("menunggu", "wait")))}
            </p>
        </section>
        {v.shut.clone().map(|why| view! { <p class="note">{why}"."</p> })}
        {proposals}
        {again}
        {open.then(|| view! { <p><a class="btn block" rel="external" href=format!("{base}/catat?hari={day_query}")>{t("Catat kegiatan lain", "Enter another activity")}</a></p> })}
        <h2>{t("Yang tercatat", "What is entered")}</h2>
        {if none {
            view! { <p class="card">{t("Belum ada kegiatan tercatat untuk tanggal ini.", "Nothing is entered for this day yet.")}</p> }.into_any()
        } else {
            view! { <ul class="plain">{entries}</ul> }.into_any()
        }}
        <nav class="between" aria-label=t("Hari lain", "Other days")>
            <a rel="external" href=format!("{base}?hari={last}")>"← "{words::date(last, lang)}</a>
            {next.map(|next| view! { <a rel="external" href=format!("{base}?hari={next}")>{words::date(next, lang)}" →"</a> })}
        </nav>
        <ul class="plain more">
            {d.slip.map(|slip| view! { <li><a rel="external" href=format!("{base}/slip/{slip}")>{t("Slip tunjangan (TPP) saya", "My allowance slip")}</a></li> })}
            {v.plans.then(|| view! { <li><a rel="external" href=format!("{base}/rencana")>{t("Rencana kinerja saya", "My plan")}</a></li> })}
            <li><a rel="external" href=format!("{base}/pegawai")>{t("Catatan sebulan", "The whole month")}</a></li>
            <li><a rel="external" href=format!("{base}/tabel")>{t("Catat dari tabel", "Enter from a table")}</a></li>
            <li><a rel="external" href=format!("{base}/perilaku")>{t("Penilaian perilaku", "Behaviour")}</a></li>
            <li><a rel="external" href=format!("{base}/keberatan")>{t("Keberatan", "Objections")}</a></li>
            {d.leads.then(|| view! { <li><a rel="external" href=format!("{base}/validasi")>{t("Validasi kegiatan bawahan", "Judge the entries of your staff")}</a></li> })}
            {v.brings.then(|| view! { <li><a rel="external" href=format!("{base}/data")>{t("Data kepegawaian", "Personnel data")}</a></li> })}
            {(d.leads || v.keeps).then(|| view! { <li><a rel="external" href=format!("{base}/organisasi")>{t("Organisasi dan beban kerja", "Organisation and load")}</a></li> })}
            {v.keeps.then(|| view! { <li><a rel="external" href=format!("{base}/bulan/{}", month.before().before())>{t("Perhitungan bulanan", "Monthly run")}</a></li> })}
        </ul>
    }
}

fn entry_line(e: &Entry, base: &str, labels: &[(String, String, String)], lang: Lang) -> impl IntoView + use<> {
    let (word, class) = say::status(e.status, lang);
    let unit = labels.iter().find(|(c, _, _)| *c == e.told.code).map(|(_, _, unit)| unit.clone()).unwrap_or_default();
    let mend = matches!(e.status, EntryStatus::Entered | EntryStatus::Returned);
    view! {
        <li>
            <span class="between"><b>{say::clock(e.told.start)}"–"{say::clock(e.told.end)}" · "{label_of(labels, &e.told.code)}</b><span class=class>{word}</span></span>
            <span class="small">{e.told.volume}" "{unit}" · "{say::number(e.minutes, lang)}" "{t("menit dihitung", "minutes count")}</span>
            <p class="prose">{e.told.text.clone()}</p>
            {e.why.clone().map(|why| view! { <p class="msg">{why}</p> })}
            <a rel="external" href=format!("{base}/catatan/{}", e.id.0)>{if mend { t("Ubah atau tarik", "Change or take back") } else { t("Lihat riwayatnya", "See its history") }}</a>
        </li>
    }
}

/// What acts on cases propose, each with one button.
fn proposals(v: &DayPageView, base: &str, lang: Lang) -> Option<AnyView> {
    if v.day.proposals.is_empty() {
        return None;
    }
    let rows: Vec<_> = v
        .day
        .proposals
        .iter()
        .map(|p| {
            let case = format!("/{}/meja/{}", v.region, p.number);
            view! {
                <li class="between">
                    <span><b>{label_of(&v.labels, &p.code)}</b><span class="small">" "<a rel="external" href=case>{p.number.clone()}</a>" · "{say::clock(p.start)}"–"{say::clock(p.end)}</span></span>
                    <button class="btn second small" name="seq" value=p.seq.to_string()>{t("Catat", "Enter")}</button>
                </li>
            }
        })
        .collect();
    let all = v.day.proposals.len() > 1;
    Some(
        view! {
            <form method="post" action=base.to_owned() class="card">
                <h2>{t("Dari berkas yang Anda kerjakan", "From the cases you worked on")}</h2>
                <p class="small">{t("Tidak perlu diketik: buktinya sudah ada di berkasnya.", "Nothing to type: the case itself shows it.")}</p>
                <input type="hidden" name="hari" value=v.day.day.to_string()/>
                <ul class="plain">{rows}</ul>
                {all.then(|| view! { <p><button class="btn" name="semua" value="ya">{t("Catat semua", "Enter all")}" ("{say::number(i64::try_from(v.day.proposals.len()).unwrap_or(0), lang)}")"</button></p> })}
            </form>
        }
        .into_any(),
    )
}

/// What was done before and can be told again: with one tap where it is always the same by its nature.
fn again(v: &DayPageView, base: &str, lang: Lang) -> Option<AnyView> {
    if v.day.templates.is_empty() {
        return None;
    }
    let rows: Vec<_> = v
        .day
        .templates
        .iter()
        .map(|told| {
            let (code, change) = (told.code.clone(), format!("{base}/catat?hari={}&contoh={}", v.day.day, crate::server::in_query(&told.code)));
            // With one tap only what says the same by its nature; the rest has a result of its own each time.
            let tap = (v.day.day_minutes > 0 && v.routine.contains(&told.code))
                .then(|| view! { <button class="btn second small" name="ulang" value=code>{t("Catat lagi", "Again")}</button> });
            view! {
                <li class="between">
                    <span><b>{label_of(&v.labels, &told.code)}</b><span class="small">" "{told.volume}" × · "{say::length(told.took(), lang)}</span><br/><span class="small prose">{told.text.clone()}</span></span>
                    <span class="row">
                        {tap}
                        <a class="btn quiet small" rel="external" href=change>{t("Ubah dulu", "Change it first")}</a>
                    </span>
                </li>
            }
        })
        .collect();
    Some(
        view! {
            <form method="post" action=base.to_owned() class="card">
                <h2>{t("Yang sering Anda lakukan", "What you often do")}</h2>
                <input type="hidden" name="hari" value=v.day.day.to_string()/>
                <ul class="plain">{rows}</ul>
            </form>
        }
        .into_any(),
    )
}

pub(super) fn posts() -> Router {
    Router::new().route("/{region}/kinerja", post(tap)).route("/{region}/kinerja/catatan/{entry}/tarik", post(withdraw))
}

#[derive(Deserialize)]
struct Tap {
    #[serde(default)]
    hari: String,
    #[serde(default)]
    seq: String,
    #[serde(default)]
    semua: String,
    #[serde(default)]
    ulang: String,
}

/// One tap: an act on a case, all of them, or what was done before.
async fn tap(office: Office, Form(tap): Form<Tap>) -> Response {
    let page = office.page("kinerja");
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let Ok(day) = tap.hari.parse::<Day>() else { return see(&page) };
    let back = format!("{page}?hari={day}");
    let (n, done) = taps(&here, day, &tap).await;
    let entered = if here.lang == Lang::Id { format!("{n} kegiatan tercatat.") } else { format!("{n} entered.") };
    let said = match done {
        Ok(()) => Said::done(entered),
        Err(EnterFailure::Other(failure @ engine::Failure::SignedOut)) => return away(&failure, &back),
        Err(failure) if n == 0 => Said::not(in_words(&failure, &here)),
        Err(failure) => Said::not(format!("{entered} {}", in_words(&failure, &here))),
    };
    see(&format!("{back}&kata={}", said.keep(&here.visitor)))
}

/// How many were entered, and why no more.
async fn taps(here: &Here, day: Day, tap: &Tap) -> (usize, Result<(), EnterFailure>) {
    let performance = here.engine.performance();
    if tap.semua != "ya" {
        let done = one_tap(here, day, tap).await;
        return (usize::from(done.is_ok()), done);
    }
    let view = match performance.day(&here.pack, &here.visitor, Some(day)).await {
        Ok(view) => view,
        Err(failure) => return (0, Err(failure.into())),
    };
    for (done, proposal) in view.proposals.iter().enumerate() {
        if let Err(failure) = performance.accept(&here.pack, &here.visitor, day, proposal.seq).await {
            return (done, Err(failure));
        }
    }
    (view.proposals.len(), Ok(()))
}

async fn one_tap(here: &Here, day: Day, tap: &Tap) -> Result<(), EnterFailure> {
    let performance = here.engine.performance();
    if let Ok(seq) = tap.seq.parse() {
        return performance.accept(&here.pack, &here.visitor, day, seq).await.map(|_| ());
    }
    let view = performance.day(&here.pack, &here.visitor, Some(day)).await?;
    let template = view.templates.iter().find(|told| told.code == tap.ulang).ok_or(engine::Failure::NotFound)?;
    let new = NewEntry {
        day: Some(day),
        code: template.code.clone(),
        volume: template.volume,
        text: template.text.clone(),
        minutes: u16::try_from(template.took()).ok(),
        ..NewEntry::default()
    };
    performance.enter(&here.pack, &here.visitor, new).await.map(|_| ())
}

/// Why something was not entered, in one line.
pub(super) fn in_words(failure: &EnterFailure, here: &Here) -> String {
    let lang = here.lang;
    match failure {
        EnterFailure::Faults(faults) => faults.iter().map(|(_, f)| say::fault(f, &here.pack, lang)).collect::<Vec<_>>().join(". "),
        EnterFailure::Unknown(number) if lang == Lang::Id => format!("Nomor pegawai {number} tidak ditemukan"),
        EnterFailure::Unknown(number) => format!("No member of staff has the number {number}"),
        EnterFailure::Settled => {
            if lang == Lang::Id {
                "Kegiatan ini sudah dinilai atau bulannya sudah dikunci".to_owned()
            } else {
                "It was judged already, or its month is frozen".to_owned()
            }
        }
        EnterFailure::Other(failure) => failure.text(lang),
    }
}

async fn withdraw(office: Office, axum::extract::Path((_, entry)): axum::extract::Path<(String, uuid::Uuid)>) -> Response {
    let page = office.page("kinerja");
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let said = match here.engine.performance().withdraw(&here.pack, &here.visitor, EntryId(entry)).await {
        Ok(()) => Said::done(if here.lang == Lang::Id { "Kegiatan ditarik." } else { "It was taken back." }),
        Err(failure) => Said::not(in_words(&failure, &here)),
    };
    see(&format!("{page}?kata={}", said.keep(&here.visitor)))
}
