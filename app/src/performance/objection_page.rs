//! Objections: filed on a slip, both sides heard, decided by the superior of whoever judged.
use super::words as say;
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::{id::id_of, said::Said, text_area::TextArea},
    desk::{here::Here, office::Office},
    error::AppError,
    lang::{lang, pick, t},
    server::{away, see},
};
use axum::{Form, Router, extract::Path, response::Response, routing::post};
use domain::{
    performance::{
        Month,
        entry::EntryId,
        objection::{Heard, NoObjection, ObjectionId, Outcome, Side},
        pattern::PatternKind,
    },
    words::{self, Lang},
};
use engine::{Failure, ObjectionFailure, ObjectionView};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use uuid::Uuid;

/// The list.
pub struct ListView {
    region: String,
    rows: Vec<(String, String, String, &'static str)>,
    said: Option<String>,
}

/// **Needs**: a place in the region's organisation, or to watch over offices. **Errors**: `SignedOut`, `Forbidden`, `NotFound`.
async fn list(region: String, said: Option<String>) -> Result<ListView, AppError> {
    let here = Here::of_page(&region)?;
    let lang = here.lang;
    let found = here.engine.performance().objections(&here.pack, &here.visitor).await?;
    let row = |v: ObjectionView| {
        let (word, class) = standing(&v, lang);
        (v.objection.id.0.to_string(), format!("{} · {}", v.name, say::month(v.objection.month, lang)), word, class)
    };
    Ok(ListView { rows: found.into_iter().map(row).collect(), said, region })
}

fn standing(v: &ObjectionView, lang: Lang) -> (String, &'static str) {
    match (v.objection.decided.as_ref().map(|d| d.outcome), v.decides, lang) {
        (Some(Outcome::Granted), ..) => (pick(lang, "dikabulkan", "granted").to_owned(), "tag ok"),
        (Some(Outcome::Partly), ..) => (pick(lang, "dikabulkan sebagian", "granted in part").to_owned(), "tag ok"),
        (Some(Outcome::Denied), ..) => (pick(lang, "tidak dikabulkan", "denied").to_owned(), "tag bad"),
        (None, true, _) => (pick(lang, "menunggu keputusan Anda", "waits for your decision").to_owned(), "tag now"),
        (None, false, Lang::Id) => (format!("menunggu jawaban sampai {}", words::date(v.objection.due, lang)), "tag wait"),
        (None, false, Lang::En) => (format!("an answer is due by {}", words::date(v.objection.due, lang)), "tag wait"),
    }
}

/// The list's route.
pub struct ObjectionsPage {
    place: Place,
    view: Loading<ListView>,
}

#[lazy_route]
impl LazyRoute for ObjectionsPage {
    fn data() -> Self {
        Self { view: Loading::of(list(param("region"), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, listed)
    }
}

fn listed(v: ListView) -> impl IntoView {
    let said = Said::of(v.said.as_deref());
    let base = format!("/{}/kinerja", v.region);
    let none = v.rows.is_empty();
    let rows: Vec<_> = v
        .rows
        .into_iter()
        .map(|(id, what, word, class)| view! { <li class="between"><a rel="external" href=format!("{base}/keberatan/{id}")>{what}</a><span class=class>{word}</span></li> })
        .collect();
    view! {
        <Title text=t("Keberatan", "Objections")/>
        <p class="small"><a rel="external" href=base.clone()>"← "{t("Catatan kerja", "Work log")}</a></p>
        <h1>{t("Keberatan", "Objections")}</h1>
        {said.shown()}
        {if none {
            view! { <p class="card">{t("Tidak ada keberatan yang melibatkan Anda. Keberatan diajukan dari slip yang sudah ditandatangani.", "No objection concerns you. One is filed on a slip that is signed.")}</p> }.into_any()
        } else {
            view! { <ul class="plain">{rows}</ul> }.into_any()
        }}
    }
}

/// One objection.
pub struct OneView {
    region: String,
    view: ObjectionView,
    labels: Vec<String>,
    word: String,
    class: &'static str,
    heard: Vec<(String, String, String)>,
    decided: Option<(String, String)>,
    said: Option<String>,
}

/// **Needs**: to be one of its sides, to decide it, or to watch over offices. **Errors**: `SignedOut`, `NotFound`.
async fn one(region: String, id: String, said: Option<String>) -> Result<OneView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let id = ObjectionId(id.parse::<Uuid>().map_err(|_| AppError::NotFound)?);
    let view = here.engine.performance().objection(pack, &here.visitor, id).await?;
    let label =
        |code: &str| pack.performance.as_ref().and_then(|r| r.item_ever(code)).map(|i| i.label.get(lang).to_owned()).unwrap_or_default();
    let when = |at| words::date_time(at, pack.zone(), lang);
    let side = |side: Side| match side {
        Side::Owner => view.name.clone(),
        Side::Assessor => view.assessor.clone(),
    };
    let spoke = here.engine.performance().people(pack, view.objection.heard.iter().filter_map(|said| said.by)).await?;
    let who = |said: &Heard| said.by.and_then(|by| spoke.get(&by)).map_or_else(|| side(said.side), |s| s.name.clone());
    let heard = view.objection.heard.iter().map(|said| (who(said), when(said.at), said.words.clone())).collect();
    let (word, class) = standing(&view, lang);
    Ok(OneView {
        labels: view.entries.iter().map(|e| label(&e.told.code)).collect(),
        heard,
        decided: view.objection.decided.as_ref().map(|d| (d.why.clone(), when(d.at))),
        word,
        class,
        view,
        said,
        region,
    })
}

/// Its route.
pub struct ObjectionPage {
    place: Place,
    view: Loading<OneView>,
}

#[lazy_route]
impl LazyRoute for ObjectionPage {
    fn data() -> Self {
        Self { view: Loading::of(one(param("region"), param("objection"), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: OneView) -> impl IntoView {
    let lang = lang();
    let said = Said::of(v.said.as_deref());
    let base = format!("/{}/kinerja/keberatan", v.region);
    let objection = &v.view.objection;
    let action = format!("{base}/{}", objection.id.0);
    let decides = v.view.decides;
    let entries: Vec<_> = v
        .view
        .entries
        .iter()
        .zip(&v.labels)
        .map(|(e, label)| {
            let (word, class) = say::status(e.status, lang);
            let what = format!(
                "{}, {}–{} · {label} · {}",
                words::date(e.told.day, lang),
                say::clock(e.told.start),
                say::clock(e.told.end),
                e.told.text
            );
            let to = format!("/{}/kinerja/catatan/{}", v.region, e.id.0);
            view! { <li><span class="between"><a rel="external" href=to>{what}</a><span class=class>{word}</span></span></li> }
        })
        .collect();
    let choose: Vec<_> = v
        .view
        .entries
        .iter()
        .zip(&v.labels)
        .map(|(e, label)| view! { <label class="tick"><input type="checkbox" name="kegiatan" value=e.id.0.to_string() checked=said.has_chosen(&e.id.0.to_string())/>{words::date(e.told.day, lang)}" · "{label.clone()}</label> })
        .collect();
    let some = !choose.is_empty();
    let heard: Vec<_> = v
        .heard
        .iter()
        .map(|(who, when, words)| view! { <li><b>{who.clone()}</b><p class="prose">{words.clone()}</p><time>{when.clone()}</time></li> })
        .collect();
    view! {
        <Title text=t("Keberatan", "Objection")/>
        <p class="small"><a rel="external" href=base>"← "{t("Keberatan", "Objections")}</a></p>
        <h1>{t("Keberatan atas ", "Objection to ")}{say::month(objection.month, lang)}</h1>
        {said.shown()}
        <section class="card">
            <p class="between"><b>{v.view.name.clone()}</b><span class=v.class>{v.word}</span></p>
            <p class="prose">{objection.why.clone()}</p>
            <p class="small">{t("Penilai: ", "Judged by: ")}{v.view.assessor.clone()}". "{t("Diputus oleh: ", "Decided by: ")}{v.view.judge.clone()}". "{t("Dijawab paling lambat ", "An answer is due by ")}{words::date_long(objection.due, lang)}"."</p>
            <ul class="plain">{entries}</ul>
        </section>
        <h2>{t("Yang disampaikan", "What was said")}</h2>
        {if heard.is_empty() { view! { <p>{t("Belum ada keterangan tambahan.", "Nothing was said yet.")}</p> }.into_any() } else { view! { <ol class="line">{heard}</ol> }.into_any() }}
        {v.decided.map(|(why, when)| view! { <section class="card ok-edge"><h2>{t("Keputusan", "Decision")}</h2><p class="prose">{why}</p><p class="small">{when}". "{t("Keputusan ini final. Selisihnya dibayarkan sebagai koreksi pada bulan berikutnya.", "It is final. The difference is paid as a correction in a later month.")}</p></section> })}
        {v.view.speaks.then(|| view! {
            <form method="post" action=action.clone() class="card">
                <div class="field"><label for=id_of("keterangan")>{t("Keterangan Anda", "What you have to say")}</label>
                    <TextArea id=id_of("keterangan") name="keterangan" value=said.typed("keterangan", "") rows=4/></div>
                <p><button class="btn" name="tindakan" value="sampaikan">{t("Sampaikan", "Say it")}</button></p>
            </form>
        })}
        {decides.then(|| view! {
            <form method="post" action=action class="card">
                <h2>{t("Putuskan", "Decide")}</h2>
                {some.then(|| view! { <fieldset class="field"><legend>{t("Kegiatan yang dihitung bila dikabulkan sebagian", "Entries that count where it is granted in part")}</legend>{choose}</fieldset> })}
                <div class="field"><label for=id_of("alasan")>{t("Alasan keputusan", "Why")}</label>
                    <TextArea id=id_of("alasan") name="alasan" value=said.typed("alasan", "") rows=4/></div>
                <p class="row">
                    <button class="btn" name="tindakan" value="kabul">{t("Kabulkan", "Grant")}</button>
                    <button class="btn second" name="tindakan" value="sebagian">{t("Kabulkan sebagian", "Grant in part")}</button>
                    <button class="btn bad" name="tindakan" value="tolak">{t("Tidak kabulkan", "Deny")}</button>
                </p>
            </form>
        })}
    }
}

pub(super) fn posts() -> Router {
    Router::new()
        .route("/{region}/kinerja/slip/{month}/keberatan", post(file))
        .route("/{region}/kinerja/slip/{month}/penjelasan", post(explain))
        .route("/{region}/kinerja/slip/{month}/pemeriksaan", post(check))
        .route("/{region}/kinerja/keberatan/{objection}", post(act))
}

fn text(pairs: &[(String, String)], name: &str) -> String {
    pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim().to_owned()).unwrap_or_default()
}

fn chosen(pairs: &[(String, String)]) -> Vec<EntryId> {
    pairs.iter().filter(|(n, _)| n == "kegiatan").filter_map(|(_, v)| v.parse().ok()).map(EntryId).collect()
}

fn refused(failure: &ObjectionFailure, lang: Lang) -> String {
    match failure {
        ObjectionFailure::No(no) => no_objection(*no, lang),
        ObjectionFailure::Other(failure) => failure.text(lang),
    }
}

fn no_objection(no: NoObjection, lang: Lang) -> String {
    match (no, lang) {
        (NoObjection::NotSigned, _) => pick(
            lang,
            "Bulan ini belum ditandatangani, jadi masih dapat diperbaiki tanpa keberatan",
            "This month is not signed yet and can still be mended",
        )
        .to_owned(),
        (NoObjection::TooLate(day), Lang::Id) => format!("Batas mengajukan keberatan sudah lewat, yaitu {}", words::date_long(day, lang)),
        (NoObjection::TooLate(day), Lang::En) => format!("The last day to object was {}", words::date_long(day, lang)),
        (NoObjection::Twice, _) => {
            pick(lang, "Keberatan atas bulan ini sudah ada", "There is an objection to this month already").to_owned()
        }
        (NoObjection::NoWords, _) => {
            pick(lang, "Tulis alasannya dalam satu kalimat atau lebih", "Write the reason in a sentence or more").to_owned()
        }
        (NoObjection::Decided, _) => pick(lang, "Keberatan ini sudah diputus, dan putusannya final", "It was decided, for good").to_owned(),
        (NoObjection::NoSide, _) => {
            pick(lang, "Hanya kedua pihak yang dapat menyampaikan keterangan", "Only its two sides can speak").to_owned()
        }
        (NoObjection::NotJudge, _) => {
            pick(lang, "Yang memutus adalah atasan dari penilai", "The superior of whoever judged decides").to_owned()
        }
        (NoObjection::NotHeard(day), Lang::Id) => {
            format!("Penilai belum didengar. Tunggu keterangannya, atau putuskan setelah {}", words::date_long(day, lang))
        }
        (NoObjection::NotHeard(day), Lang::En) => {
            format!("The assessor was not heard. Wait for them, or decide after {}", words::date_long(day, lang))
        }
        (NoObjection::NotPartly, _) => {
            pick(lang, "Centang sebagian kegiatan, bukan semua atau tidak sama sekali", "Tick some of the entries, not all or none")
                .to_owned()
        }
    }
}

async fn file(office: Office, Path((_, month)): Path<(String, String)>, Form(pairs): Form<Vec<(String, String)>>) -> Response {
    let Ok(month) = month.parse::<Month>() else { return see(&office.page("kinerja")) };
    let page = office.page(&format!("kinerja/slip/{month}"));
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let filed = here.engine.performance().object(&here.pack, &here.visitor, month, &text(&pairs, "keberatan"), &chosen(&pairs)).await;
    match filed {
        Ok(id) => {
            let said = Said::done(pick(
                here.lang,
                "Keberatan terkirim. Penilai Anda dimintai keterangan.",
                "The objection is filed. Whoever judged is asked.",
            ));
            see(&office.page(&format!("kinerja/keberatan/{}?kata={}", id.0, said.keep(&here.visitor))))
        }
        Err(ObjectionFailure::Other(failure @ Failure::SignedOut)) => away(&failure, &page),
        Err(failure) => {
            let mut said = Said::not(format!("{}.", refused(&failure, here.lang)));
            said.chosen = Some(chosen(&pairs).iter().map(|e| e.0.to_string()).collect());
            said.typed = pairs.into_iter().filter(|(n, _)| n == "keberatan").collect();
            see(&format!("{page}?kata={}", said.keep(&here.visitor)))
        }
    }
}

/// What somebody says of a pattern in their month.
async fn explain(office: Office, Path((_, month)): Path<(String, String)>, Form(pairs): Form<Vec<(String, String)>>) -> Response {
    let Ok(month) = month.parse::<Month>() else { return see(&office.page("kinerja")) };
    let page = office.page(&format!("kinerja/slip/{month}"));
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let Some(pattern) = PatternKind::of(&text(&pairs, "tanda")) else { return see(&page) };
    let said = match here.engine.performance().answer_flag(&here.pack, &here.visitor, month, pattern, &text(&pairs, "penjelasan")).await {
        Ok(()) => Said::done(pick(here.lang, "Penjelasan Anda tercatat.", "What you said is on record.")),
        Err(Failure::NotFound) => Said::not(pick(here.lang, "Tulis penjelasannya dahulu.", "Write the explanation first.")),
        Err(failure @ Failure::SignedOut) => return away(&failure, &page),
        Err(failure) => {
            let typed = [(format!("penjelasan-{}", pattern.name()), text(&pairs, "penjelasan"))].into();
            Said { typed, ..Said::not(failure.text(here.lang)) }
        }
    };
    see(&format!("{page}?kata={}", said.keep(&here.visitor)))
}

/// What a check of a pattern gave.
async fn check(office: Office, Path((_, month)): Path<(String, String)>, Form(pairs): Form<Vec<(String, String)>>) -> Response {
    let Ok(month) = month.parse::<Month>() else { return see(&office.page("kinerja")) };
    let number = text(&pairs, "pegawai");
    let page = office.page(&format!("kinerja/slip/{month}?pegawai={}", crate::server::in_query(&number)));
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let Some(pattern) = PatternKind::of(&text(&pairs, "tanda")) else { return see(&page) };
    let holds = text(&pairs, "tindakan") == "benar";
    let said = match here.engine.performance().judge_flag(&here.pack, &here.visitor, month, (&number, pattern), holds).await {
        Ok(()) => Said::done(pick(here.lang, "Hasil pemeriksaan tercatat.", "The check is on record.")),
        Err(failure @ Failure::SignedOut) => return away(&failure, &page),
        Err(failure) => Said::not(failure.text(here.lang)),
    };
    see(&format!("{page}&kata={}", said.keep(&here.visitor)))
}

async fn act(office: Office, Path((_, id)): Path<(String, Uuid)>, Form(pairs): Form<Vec<(String, String)>>) -> Response {
    let page = office.page(&format!("kinerja/keberatan/{id}"));
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let (id, performance) = (ObjectionId(id), here.engine.performance());
    let outcome = match text(&pairs, "tindakan").as_str() {
        "kabul" => Some(Outcome::Granted),
        "sebagian" => Some(Outcome::Partly),
        "tolak" => Some(Outcome::Denied),
        _ => None,
    };
    let done = match outcome {
        Some(outcome) => {
            let why = text(&pairs, "alasan");
            performance.decide_on(&here.pack, &here.visitor, id, (outcome, &why, &chosen(&pairs))).await
        }
        None => performance.say_on(&here.pack, &here.visitor, id, &text(&pairs, "keterangan")).await,
    };
    let said = match done {
        Ok(()) => Said::done(pick(here.lang, "Tersimpan.", "It is on record.")),
        Err(ObjectionFailure::Other(failure @ Failure::SignedOut)) => return away(&failure, &page),
        Err(failure) => {
            let mut said = Said::not(format!("{}.", refused(&failure, here.lang)));
            said.chosen = Some(chosen(&pairs).iter().map(|e| e.0.to_string()).collect());
            said.typed = pairs.into_iter().filter(|(n, _)| n == "keterangan" || n == "alasan").collect();
            said
        }
    };
    see(&format!("{page}?kata={}", said.keep(&here.visitor)))
}
