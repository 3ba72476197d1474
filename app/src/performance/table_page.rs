//! One's own log from a table: looked at first, line by line, and then entered whole or not at all.
use super::{
    data_page::{csv_text, in_words, see_what_came, troubled},
    words as say,
};
use crate::{
    citizen::{
        apply::posts::read,
        page::{Loading, Place, page, param, query},
    },
    components::{id::id_of, said::Said},
    desk::{
        here::Here,
        kept::{self, Kept},
        office::Office,
    },
    error::AppError,
    lang::{lang, pick, t},
    performance::day_page::in_words as failed_in_words,
    server::{away, see},
    spreadsheet::download,
};
use axum::{
    Router,
    extract::{Multipart, Query},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{performance::Month, words};
use engine::{EnterFailure, Failure, MOST_TOLD, ToldFault, ToldTable};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// Most bytes of a table.
const MOST: usize = 1_000_000;

/// The page.
pub struct TableView {
    region: String,
    month: Month,
    /// The activities that can be typed: code and name.
    items: Vec<(String, String)>,
    result: Option<Shown>,
    said: Option<String>,
}

/// What became of a table.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Shown {
    /// What is entered, in words.
    entries: Vec<(u64, String)>,
    minutes: u32,
    faults: Vec<(u64, String)>,
    trouble: Option<String>,
    /// Under what the table itself is kept until it is taken.
    kept: Option<String>,
    taken: bool,
}

/// **Needs**: a place in the region's organisation. **Errors**: `SignedOut`, `Forbidden`, `NotFound`.
async fn load(region: String, result: Option<String>, said: Option<String>) -> Result<TableView, AppError> {
    let here = Here::of_page(&region)?;
    let (lang, today) = (here.lang, here.today());
    let rules = here.pack.performance.as_ref().ok_or(AppError::NotFound)?;
    if !here.visitor.is_signed_in() {
        return Err(AppError::SignedOut);
    }
    if !here.engine.performance().is_staff(&here.pack, &here.visitor).await? {
        return Err(AppError::Forbidden);
    }
    let typed = rules.catalogue.iter().filter(|i| i.from_cases.is_empty() && rules.item(&i.code, today).is_some());
    Ok(TableView {
        month: Month::of(today),
        items: typed.map(|i| (i.code.clone(), i.label.get(lang).to_owned())).collect(),
        result: result.and_then(|id| kept::imported(&here.visitor, &id)).and_then(|text| serde_json::from_str(&text).ok()),
        said,
        region,
    })
}

/// The page's route.
pub struct TablePage {
    place: Place,
    view: Loading<TableView>,
}

#[lazy_route]
impl LazyRoute for TablePage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("hasil"), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: TableView) -> impl IntoView {
    let said = Said::of(v.said.as_deref());
    let base = format!("/{}/kinerja", v.region);
    let action = format!("{base}/tabel");
    let result = v.result.clone().map(|r| outcome(r, &base, &action));
    let items: Vec<_> = v.items.iter().map(|(code, name)| view! { <li><b>{code.clone()}</b>" "{name.clone()}</li> }).collect();
    let title = t("Catat dari tabel", "Enter from a table");
    view! {
        <Title text=title/>
        <p class="small"><a rel="external" href=base.clone()>"← "{t("Catatan kerja", "Work log")}</a></p>
        <h1>{title}</h1>
        {said.shown()}
        {result}
        <form method="post" action=action.clone() enctype="multipart/form-data" class="card">
            <p>{t("Untuk yang mencatat harinya di lembar kerja, misalnya setelah seminggu tanpa sinyal. Simpan lembar kerjanya sebagai CSV.", "For who keeps their days in a sheet, such as after a week without a line. Save the sheet as CSV.")}</p>
            <p class="small">{t("Kolom: tanggal; mulai; selesai; kode; jumlah; uraian; surat_perintah. Mulai dan selesai boleh kosong: kegiatan lalu ditaruh setelah yang terakhir. Paling banyak ", "Columns: tanggal; mulai; selesai; kode; jumlah; uraian; surat_perintah. Begin and end may be empty: it is then put behind the last one. At most ")}{MOST_TOLD}{t(" baris.", " lines.")}</p>
            <p class="small"><a rel="external" href=format!("{base}/tabel.csv?bulan={}", v.month)>{t("Unduh catatan bulan ini sebagai contoh", "Download this month's log as an example")}</a></p>
            <div class="field"><label for=id_of("tabel")>{t("Tabel (CSV)", "Table (CSV)")}</label><input id=id_of("tabel") name="tabel" type="file" accept=".csv,text/csv"/></div>
            <p><button class="btn" name="tindakan" value="periksa">{t("Periksa dahulu", "Look at it first")}</button></p>
        </form>
        <details class="card"><summary>{t("Kode kegiatan", "Codes of activities")}</summary><ul class="plain">{items}</ul></details>
    }
}

fn outcome(r: Shown, base: &str, action: &str) -> impl IntoView + use<> {
    if let Some(words) = r.trouble {
        return view! { <div class="card errors" role="alert" tabindex="-1" autofocus><p>{words}</p></div> }.into_any();
    }
    let lang = lang();
    let lines = |of: Vec<(u64, String)>| -> Vec<_> {
        of.into_iter().map(|(line, what)| view! { <li>{t("Baris ", "Line ")}{line}": "{what}</li> }).collect()
    };
    let (wrong, count) = (!r.faults.is_empty(), words::number(i64::try_from(r.entries.len()).unwrap_or(0), lang));
    let take = (!wrong && !r.taken).then(|| {
        view! {
            <form method="post" action=action.to_owned() enctype="multipart/form-data">
                <input type="hidden" name="isi" value=r.kept.clone().unwrap_or_default()/>
                <p><button class="btn" name="tindakan" value="ambil">{t("Catat semuanya", "Enter all of them")}" ("{count.clone()}")"</button></p>
            </form>
        }
    });
    let heading = match (r.taken, wrong) {
        (true, _) => t("Tersimpan dan menunggu atasan", "Saved, and waits for your superior"),
        (false, true) => t("Perlu diperbaiki; tidak ada yang disimpan", "To be mended; nothing is saved"),
        (false, false) => t("Hasil pemeriksaan", "What it would enter"),
    };
    view! {
        <section class=if wrong { "card errors" } else { "card ok-edge" } role="status" tabindex="-1" autofocus>
            <h2>{heading}</h2>
            {wrong.then(|| view! { <ul>{lines(r.faults)}</ul> })}
            {(!wrong).then(|| view! {
                <p><b>{count}</b>" "{t("kegiatan", "activities")}", "<b>{say::number(r.minutes, lang)}</b>" "{t("menit dihitung", "minutes count")}</p>
                <details open><summary>{t("Satu per satu", "One by one")}</summary><ul>{lines(r.entries)}</ul></details>
            })}
            {take}
            {r.taken.then(|| view! { <p><a rel="external" href=base.to_owned()>{t("Buka catatan kerja", "Open the log")}</a></p> })}
        </section>
    }
    .into_any()
}

pub(super) fn posts() -> Router {
    Router::new().route("/{region}/kinerja/tabel", post(take)).route("/{region}/kinerja/tabel.csv", get(table))
}

#[derive(Deserialize)]
struct Of {
    bulan: Option<String>,
}

async fn table(office: Office, Query(of): Query<Of>) -> Response {
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &office.page("kinerja/tabel")),
    };
    let month = of.bulan.and_then(|month| month.parse().ok()).unwrap_or_else(|| Month::of(here.today()));
    match here.engine.performance().told_table(&here.pack, &here.visitor, month).await {
        Ok(rows) => download("catatan-kerja", rows),
        Err(failure) => http::StatusCode::from_u16(failure.status()).unwrap_or(http::StatusCode::NOT_FOUND).into_response(),
    }
}

async fn take(office: Office, form: Multipart) -> Response {
    let page = office.page("kinerja/tabel");
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    match taken(&here, form).await {
        Ok(shown) => see_what_came(&here, &page, &shown),
        Err(EnterFailure::Other(failure @ Failure::SignedOut)) => away(&failure, &page),
        Err(failure) => see(&format!("{page}?kata={}", Said::not(failed_in_words(&failure, &here)).keep(&here.visitor))),
    }
}

async fn taken(here: &Here, form: Multipart) -> Result<Shown, EnterFailure> {
    let sent = read(form).await?;
    let write = sent.pressed == "ambil" || sent.pairs.iter().any(|(name, value)| name == "tindakan" && value == "ambil");
    let body = match csv_text(here, &sent, MOST)? {
        Ok(body) => body,
        Err(words) => return Ok(Shown { trouble: Some(words.to_owned()), ..Shown::default() }),
    };
    Ok(match here.engine.performance().tell_table(&here.pack, &here.visitor, &body, write).await? {
        Ok(told) => Shown { kept: (!told.kept).then(|| kept::keep(&here.visitor, Kept::Imported(body))), ..fill(told, here) },
        Err(why) => Shown { trouble: Some(troubled(&why, here.lang)), ..Shown::default() },
    })
}

fn fill(told: ToldTable, here: &Here) -> Shown {
    let lang = here.lang;
    let of = here.pack.performance.as_ref();
    let entry = |(line, e): (u64, domain::performance::entry::Entry)| {
        let item = of.and_then(|rules| rules.item(&e.told.code, e.told.day)).map_or(e.told.code.as_str(), |item| item.label.get(lang));
        let (from, until) = (say::clock(e.told.start), say::clock(e.told.end));
        let counts = pick(lang, "menit dihitung", "minutes count");
        (line, format!("{} {from}–{until} · {item} · {} {counts}", words::date(e.told.day, lang), say::number(e.minutes, lang)))
    };
    let fault = |(line, fault): (u64, ToldFault)| match fault {
        ToldFault::Line(fault) => (line, in_words(&fault, lang)),
        ToldFault::Entry(fault) => (line, say::fault(&fault, &here.pack, lang)),
    };
    Shown {
        minutes: told.entries.iter().map(|(_, e)| e.minutes).sum(),
        entries: told.entries.into_iter().map(entry).collect(),
        faults: told.faults.into_iter().map(fault).collect(),
        taken: told.kept,
        ..Shown::default()
    }
}
