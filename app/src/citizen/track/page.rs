//! A case for its applicant: who holds it, until when, what to do. It is whole without scripts; `lacak.js` keeps what is
//! marked `data-hidup` as new as the case.
mod load;

use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::{
        field::field_view,
        issued::{IssuedView, issued},
        journey::{RungView, StepView, journey, ladder},
        talk::{WordsView, talk},
        text_area::TextArea,
    },
    lang::t,
};
use domain::{
    case::ReturnItem,
    form::Field,
    words::{self, Lang},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use load::opening;
use serde::{Deserialize, Serialize};

/// Something the applicant may do now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActView {
    key: String,
    label: String,
    tone: String,
    /// Filled in on a page of its own.
    page: bool,
    objects: bool,
    fields: Vec<Field>,
}

/// The licence that came of a case, in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct LicenceView {
    serial: String,
    status: String,
    look: String,
    term: String,
    /// What can be asked for after it: the word of its purpose and what it is called.
    after: Vec<(String, String)>,
}

/// The case's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrackView {
    region: String,
    service: String,
    number: String,
    version: u32,
    organisation: String,
    title: String,
    date: String,
    tag: String,
    tag_class: String,
    doing: String,
    by: Option<String>,
    left: Option<String>,
    advice: String,
    items: Vec<(String, String)>,
    /// What the clock said last at this stage.
    reminder: Option<String>,
    /// What the office wrote when it sent the case back.
    lacks: Vec<String>,
    mend: bool,
    steps: Vec<StepView>,
    rungs: Vec<RungView>,
    acts: Vec<ActView>,
    /// What was written between applicant and office, oldest first.
    words: Vec<WordsView>,
    /// Whether the applicant can write to the office.
    may_write: bool,
    /// What was typed to it and could not be sent.
    typed: String,
    papers: Vec<IssuedView>,
    /// What is to be paid: code and amount.
    bill: Option<(String, String)>,
    licence: Option<LicenceView>,
    /// Whether the case waits for the applicant, so that what they can do comes first.
    turn: bool,
    at_words: String,
    /// Minutes that the region's clock is ahead of UTC.
    zone_minutes: i32,
    seq: i64,
    owner: bool,
    message: Option<String>,
}

/// What is wrong with something that was asked for, and by when it has to be mended where that is earlier than the rest.
pub(super) fn asked_by(item: &ReturnItem, lang: Lang) -> String {
    let by = item.due_on.map(|day| words::date_long(day, lang));
    match (by, lang) {
        (Some(by), Lang::Id) => format!("{} (paling lambat {by})", item.reason),
        (Some(by), Lang::En) => format!("{} (by {by})", item.reason),
        (None, _) => item.reason.clone(),
    }
}

/// What the office wrote when it sent the case back, as its own box.
pub(super) fn lacking(lacks: &[String]) -> Option<AnyView> {
    let lines: Vec<_> = lacks.iter().map(|text| view! { <p>{text.clone()}</p> }).collect();
    (!lines.is_empty()).then(|| {
        view! { <div class="card warn" role="note"><b>{t("Catatan petugas", "What the office wrote")}</b>{lines}</div> }.into_any()
    })
}

/// The case, or the way in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Opening {
    /// It is this visitor's to see.
    Case(Box<TrackView>),
    /// Wrong number, or not this visitor's: the way in is the receipt.
    Locked {
        /// The region's slug.
        region: String,
        /// The number of the address.
        number: String,
    },
}

/// The page.
pub struct TrackPage {
    view: Loading<Opening>,
}

#[lazy_route]
impl LazyRoute for TrackPage {
    fn data() -> Self {
        Self { view: Loading::of(opening(param("region"), param("number"), (query("kata"), query("isi")))) }
    }
    fn view(this: Self) -> AnyView {
        page(Place::here(), "", this.view, |opening| match opening {
            Opening::Case(view) => shown(*view).into_any(),
            Opening::Locked { region, number } => locked(&region, &number).into_any(),
        })
    }
}

fn locked(region: &str, number: &str) -> impl IntoView + use<> {
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    view! {
        <Title text=format!("{} {number}", t("Lacak", "Track"))/>
        <section class="card face">
            <h1>{t("Buka dengan tanda terima Anda", "Open it with your receipt")}</h1>
            <p>{t("Untuk melihat pengajuan ini, isi nomor dan kode rahasia pada tanda terima, atau masuk ke akun Anda.", "To see this application, enter the number and secret code on the receipt, or sign in to your account.")}</p>
            <p><a class="btn" rel="external" href=format!("/{region}/lacak?nomor={number}")>{t("Isi kode rahasia", "Enter the secret code")}</a></p>
            <p><a rel="external" href=format!("/masuk?kembali=/{region}/lacak/{number}")>{t("Masuk", "Sign in")}</a></p>
        </section>
    }
}

fn shown(v: TrackView) -> impl IntoView {
    let base = format!("/{}/lacak/{}", v.region, v.number);
    // Who saves data gets no stream that stays open: they load the page again when they want to.
    let saving = crate::saving::on();
    let stream = (!saving).then(|| format!("/api/v1/{}/stream?topics=case:{}", v.region, v.number));
    let live = (!saving).then(|| view! { <script type="module" src="/lacak.js"></script> });
    let by_hand = saving.then(|| {
        let here = base.clone();
        view! {
            <p class="card" role="note">
                <a class="btn second" rel="external" href=here>{t("Muat ulang", "Load again")}</a>
                <span class="small block">{t("Mode hemat data aktif, jadi halaman ini tidak memperbarui dirinya sendiri.", "Data saving is on, so this page does not renew itself.")}</span>
            </p>
        }
    });
    let items: Vec<_> = v.items.iter().map(|(label, reason)| view! { <li><b>{label.clone()}</b>": "{reason.clone()}</li> }).collect();
    let (turn, version, acts) = (v.turn, v.version, v.acts.clone());
    let doable = {
        let base = base.clone();
        move || {
            let all: Vec<_> = acts.iter().enumerate().map(|(i, a)| act(&base, a.clone(), version, turn && i == 0)).collect();
            (!all.is_empty()).then(|| {
                view! { <section aria-labelledby="dapat"><h2 id="dapat">{t("Yang dapat Anda lakukan", "What you can do")}</h2>{all}</section> }
            })
        }
    };
    view! {
        <Title text=format!("{} {}", t("Lacak", "Track"), v.number)/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a>" / "<a rel="external" href=format!("/{}/lacak", v.region)>{t("Lacak", "Track")}</a></p>
        <h1>{v.organisation}</h1>
        <p class="small">{v.number.clone()}" · "{v.service}" · "{t("diajukan", "filed")}" "{v.date}<br/>{v.title}</p>
        {v.message.map(|m| view! { <div class="card errors" role="alert" tabindex="-1">{m}</div> })}
        <p class="end"><span class="live stale" data-aliran=stream data-urutan=v.seq data-zona=v.zone_minutes data-langsung=t("Langsung", "Live") data-putus=t("Terputus sejak", "Cut off since")>{t("Data pukul", "As of")}" "{v.at_words}</span></p>
        <section class="card status" id="keadaan" data-hidup="" aria-live="polite">
            <p><span class=v.tag_class>{v.tag}</span></p>
            <h2>{v.doing}</h2>
            {v.by.map(|by| view! { <p>{t("Paling lambat", "By")}" "<b>{by}</b>" "<span class="small">{v.left.map(|l| format!("({l})"))}</span></p> })}
            <p>{v.advice}</p>
            {v.reminder.map(|text| view! { <p class="card warn" role="note"><b>{t("Pengingat: ", "Reminder: ")}</b>{text}</p> })}
            {lacking(&v.lacks)}
            {(!items.is_empty()).then(|| view! { <p>{t("Yang perlu diperbaiki:", "To be mended:")}</p><ul>{items}</ul> })}
            {v.mend.then(|| view! { <p><a class="btn block" rel="external" href=format!("{base}/perbaiki")>{t("Perbaiki sekarang", "Mend it now")}</a></p> })}
        </section>
        <div id="tagihan" data-hidup="">{v.bill.map(|(code, amount)| view! {
            <section class="card warn">
                <p>{t("Yang harus dibayar: ", "To be paid: ")}<b>{amount}</b></p>
                <p><a class="btn block" rel="external" href=format!("/{}/bayar/{code}", v.region)>{t("Bayar sekarang", "Pay now")}</a></p>
            </section>
        })}</div>
        <div id="izin" data-hidup="">{v.licence.map(|LicenceView { serial, status, look, term, after }| {
            let after: Vec<_> = after.into_iter().map(|(word, label)| view! { <button class="btn second" name="untuk" value=word>{label}</button>" " }).collect();
            let some = !after.is_empty();
            view! {
                <section class="card">
                    <p><span class=look>{status}</span>" "<a rel="external" href=format!("/{}/verifikasi/{serial}", v.region)>{serial.clone()}</a>" · "{term}</p>
                    {some.then(|| view! { <form method="post" action=format!("{base}/lanjutan")><p class="row">{after}</p></form> })}
                </section>
            }
        })}</div>
        <div id="surat" data-hidup="">{issued(&v.region, &v.papers)}</div>
        <div id="giliran" data-hidup="">{turn.then(&doable)}</div>
        <section class="card" aria-labelledby="nilai"><h2 id="nilai">{t("Nilai", "Amounts")}</h2><div id="tangga" data-hidup="">{ladder(v.rungs)}</div></section>
        <h2>{t("Perjalanan", "The way so far")}</h2>
        <div id="perjalanan" data-hidup="">{journey(v.steps)}</div>
        {write(&base, (v.may_write, v.typed), &v.words)}
        <div id="tindakan" data-hidup="">{(!turn).then(&doable)}</div>
        {v.owner.then(|| view! { <p><a class="btn quiet block" rel="external" href=format!("{base}/tanda-terima")>{t("Lihat tanda terima", "See the receipt")}</a></p> })}
        {by_hand}
        <noscript><p class="small">{t("Muat ulang halaman ini untuk melihat keadaan terbaru.", "Load this page again to see the newest state.")}</p></noscript>
        {live}
    }
}

/// What is written between applicant and office: the answer is on the case, and nobody needs anybody's telephone.
fn write(base: &str, (may, typed): (bool, String), said: &[WordsView]) -> Option<impl IntoView + use<>> {
    // What came too late is not lost: it can be copied from here.
    let late = (!may && !typed.is_empty()).then(|| view! { <p class="note wrap">{typed.clone()}</p> });
    let form = may.then(|| {
        view! {
            <form method="post" action=format!("{base}/pesan")>
                <div class="field"><label for="pesan-isi">{t("Tulis kepada petugas", "Write to the office")}</label>
                <p class="hint" id="pesan-hint">{t("Nomor telepon, NIK, rekening, dan alamat surel dihapus: semua jawaban datang di halaman ini.", "Telephones, identity numbers, accounts and mail addresses are taken out: every answer comes on this page.")}</p>
                <TextArea id="pesan-isi" name="pesan" value=typed rows=3 describedby="pesan-hint"/></div>
                <p><button class="btn second block">{t("Kirim pesan", "Send")}</button></p>
            </form>
        }
    });
    (may || late.is_some() || !said.is_empty()).then(|| {
        view! {
            <section aria-labelledby="pesan-judul" id="pesan">
                <h2 id="pesan-judul">{t("Pesan", "Messages")}</h2>
                <div id="pesan-isi-hidup" data-hidup="">{talk(said, true)}</div>
                {late}
                {form}
            </section>
        }
    })
}

fn act(base: &str, a: ActView, version: u32, first: bool) -> AnyView {
    if a.page {
        return view! { <p><a class=format!("btn block {} {}", if first { "" } else { "second" }, a.tone) rel="external" href=format!("{base}/isi/{}", a.key)>{a.label}</a></p> }.into_any();
    }
    let fields: Vec<_> = a.fields.iter().map(|f| field_view(f, format!("{}.{}", a.key, f.key), String::new(), None)).collect();
    let class = format!("btn block {}", a.tone);
    view! {
        <details class="card">
            <summary>{a.label.clone()}</summary>
            <form method="post" action=format!("{base}/tindakan/{}", a.key) novalidate>
                <input type="hidden" name="seen" value=version/>
                {fields}
                <p><button class=class>{a.label}</button></p>
            </form>
        </details>
    }
    .into_any()
}
