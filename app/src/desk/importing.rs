//! Taking cases from a table: chosen, looked at line by line, and only then taken. What is wrong with a line is said with its number, and
//! the other lines don't wait for it.
use super::{
    here::Here,
    kept::{self, Kept},
    office::Office,
};
use crate::{
    citizen::{
        apply::posts::read,
        page::{Loading, Place, page, param, query},
    },
    error::AppError,
    lang::{pick, t},
    server::{away, see},
};
use axum::{Router, extract::Multipart, response::Response, routing::post};
use domain::words::{self, Lang};
use engine::{Failure, ImportedLine, LineTaken, MOST_LINES, TableFault};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// Largest table, bytes.
const MOST: usize = 1_000_000;

/// A column of a table: its name, what it holds, and whether it is needed.
type Column = (String, String, bool);

/// The page.
pub struct ImportView {
    region: String,
    /// Services whose cases this officer can take from a table: key, name and the columns, each with whether it is needed.
    services: Vec<(String, String, Vec<Column>)>,
    result: Option<Shown>,
    typed: String,
}

/// What became of a line.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Line {
    line: u64,
    /// The number that it brought along.
    id: String,
    fate: Fate,
    /// The case that it is.
    case: Option<String>,
    words: String,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Fate {
    New,
    Taken,
    Known,
    Twice,
    Wrong,
    Refused,
}

impl Fate {
    /// The class of its tag, and the tag.
    fn tag(self) -> (&'static str, &'static str) {
        match self {
            Self::New => ("tag ok", t("baru", "new")),
            Self::Taken => ("tag ok", t("diambil", "taken")),
            Self::Known => ("tag wait", t("sudah ada", "known")),
            Self::Twice => ("tag wait", t("ganda", "twice")),
            Self::Wrong => ("tag bad", t("salah", "wrong")),
            Self::Refused => ("tag bad", t("tidak dapat", "refused")),
        }
    }
}

/// What became of a table, kept under a name for some minutes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Shown {
    service: String,
    /// Why nothing of it can be read.
    fault: Option<String>,
    lines: Vec<Line>,
    /// How many would become cases.
    new: usize,
    /// The name under which the table waits to be taken; none once it was.
    table: Option<String>,
    well: Option<String>,
}

/// **Needs**: a post that hands such cases in. **Errors**: `NotFound`, `SignedOut`, `Forbidden`.
async fn load(region: String, result: Option<String>) -> Result<ImportView, AppError> {
    let here = Here::of_page(&region)?;
    let drafts = here.engine.drafts();
    let services: Vec<_> = drafts
        .imported_by(&here.pack, &here.visitor)
        .map(|s| {
            let columns = s.form.fields().map(|f| (f.key.clone(), f.label.get(here.lang).to_owned(), !f.optional)).collect();
            (s.key.clone(), s.name.get(here.lang).to_owned(), columns)
        })
        .collect();
    if services.is_empty() {
        return Err(Failure::Forbidden.into());
    }
    let result: Option<Shown> =
        result.as_deref().and_then(|id| kept::imported(&here.visitor, id)).and_then(|text| serde_json::from_str(&text).ok());
    let typed = result.as_ref().map(|r| r.service.clone()).unwrap_or_default();
    Ok(ImportView { region, services, result, typed })
}

/// The page's route.
pub struct ImportPage {
    place: Place,
    view: Loading<ImportView>,
}

#[lazy_route]
impl LazyRoute for ImportPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("hasil"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: ImportView) -> impl IntoView {
    let action = format!("/{}/meja/impor", v.region);
    let options: Vec<_> = v
        .services
        .iter()
        .map(|(key, name, _)| view! { <option value=key.clone() selected={*key == v.typed}>{name.clone()}</option> })
        .collect();
    let columns: Vec<_> = v
        .services
        .into_iter()
        .map(|(_, name, columns)| {
            let columns: Vec<_> = columns
                .into_iter()
                .map(|(key, label, needed)| view! { <li><code>{key}</code>" "<span class="small">{label}{(!needed).then(|| t(" (boleh kosong)", " (optional)"))}</span></li> })
                .collect();
            view! { <details><summary>{t("Kolom untuk ", "Columns of ")}{name}</summary><ul>{columns}</ul></details> }
        })
        .collect();
    let region = v.region.clone();
    let result = v.result.map(|r| outcome(&region, &action, r));
    view! {
        <Title text=t("Ambil berkas dari tabel", "Take cases from a table")/>
        <p class="small"><a rel="external" href=format!("/{}/meja", v.region)>{t("Meja", "Desk")}</a></p>
        <h1>{t("Ambil berkas dari tabel", "Take cases from a table")}</h1>
        {result}
        <form method="post" enctype="multipart/form-data" action=action.clone() class="card">
            <div class="field"><label for="layanan">{t("Layanan", "Service")}</label><select id="layanan" name="layanan">{options}</select></div>
            <div class="field">
                <label for="tabel">{t("Tabel CSV, paling besar 1 MB", "CSV table, at most 1 MB")}</label>
                <p class="hint" id="tabel-p">{t("Baris pertama berisi nama kolom. Baris yang sudah pernah diambil tidak diambil dua kali.", "The first line names the columns. A line that was taken before is not taken twice.")}</p>
                <input id="tabel" name="tabel" type="file" accept=".csv,text/csv" aria-describedby="tabel-p"/>
            </div>
            <p><button class="btn" name="tindakan" value="periksa">{t("Periksa dulu", "Look at it first")}</button></p>
            {columns}
        </form>
    }
}

fn outcome(region: &str, action: &str, r: Shown) -> impl IntoView + use<> {
    let lines: Vec<_> = r
        .lines
        .into_iter()
        .map(|Line { line, id, fate, case, words }| {
            let (class, tag) = fate.tag();
            let words = match case {
                Some(number) => view! { <a rel="external" href=format!("/{region}/meja/{number}")>{number.clone()}</a> }.into_any(),
                None => words.into_any(),
            };
            view! { <tr><td class="end" data-label=t("Baris", "Line")>{line}</td><td data-label=t("Nomor asal", "Own number")>{id}</td><td data-label=t("Hasil", "Result")><span class=class>{tag}</span></td><td data-label=t("Keterangan", "Words")>{words}</td></tr> }
        })
        .collect();
    let (some, new) = (!lines.is_empty(), r.new);
    let take = r.table.filter(|_| new > 0).map(|table| {
        view! {
            <form method="post" enctype="multipart/form-data" action=action.to_owned()>
                <input type="hidden" name="layanan" value=r.service/>
                <input type="hidden" name="isi" value=table/>
                <p><button class="btn" name="tindakan" value="ambil">{format!("{} {new} {}", t("Ambil", "Take"), t("berkas baru", "new case(s)"))}</button></p>
            </form>
        }
    });
    view! {
        {r.fault.map(|words| view! { <div class="card errors" role="alert" tabindex="-1" autofocus><p>{words}</p></div> })}
        {r.well.map(|words| view! { <div class="card ok-edge" role="status" tabindex="-1" autofocus><p>{words}</p></div> })}
        {some.then(|| view! {
            <div class="scroll" tabindex="0"><table class="list">
                <thead><tr><th scope="col" class="end">{t("Baris", "Line")}</th><th scope="col">{t("Nomor asal", "Own number")}</th><th scope="col">{t("Hasil", "Result")}</th><th scope="col">{t("Keterangan", "Words")}</th></tr></thead>
                <tbody>{lines}</tbody>
            </table></div>
        })}
        {take}
    }
}

pub(super) fn posts() -> Router {
    Router::new().route("/{region}/meja/impor", post(take))
}

async fn take(office: Office, form: Multipart) -> Response {
    let page = office.page("meja/impor");
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let shown = match taken(&here, form).await {
        Ok(shown) => shown,
        Err(failure @ Failure::SignedOut) => return away(&failure, &page),
        Err(failure) => Shown { fault: Some(failure.whole_text(here.lang)), ..Shown::default() },
    };
    see(&format!("{page}?hasil={}", kept::keep(&here.visitor, Kept::Imported(serde_json::to_string(&shown).unwrap_or_default()))))
}

async fn taken(here: &Here, form: Multipart) -> Result<Shown, Failure> {
    let sent = read(form).await?;
    let text = |name: &str| sent.pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).unwrap_or_default();
    let service = here.pack.service(text("layanan")).ok_or(Failure::NotFound)?;
    let write = sent.pressed == "ambil";
    let lang = here.lang;
    let table = match sent.files.first() {
        Some((_, _, bytes)) if bytes.len() > MOST => return Err(Failure::TooLarge { most_mb: 1 }),
        Some((_, _, bytes)) => std::str::from_utf8(bytes).map_err(|_| Failure::BrokenFile)?.to_owned(),
        None => match kept::imported(&here.visitor, text("isi")) {
            Some(table) => table,
            None => {
                let words = if text("isi").is_empty() {
                    pick(lang, "Pilih tabelnya dahulu", "Choose the table first")
                } else {
                    pick(
                        lang,
                        "Pemeriksaannya sudah terlalu lama. Pilih tabelnya lagi",
                        "It was looked at too long ago. Choose the table again",
                    )
                };
                let words = words.to_owned();
                return Ok(Shown { service: service.key.clone(), fault: Some(words), ..Shown::default() });
            }
        },
    };
    let lines = match here.engine.drafts().import(&here.pack, &here.visitor, service, &table, write).await? {
        Ok(lines) => lines,
        Err(fault) => return Ok(Shown { service: service.key.clone(), fault: Some(in_words(&fault, lang)), ..Shown::default() }),
    };
    let new = lines.iter().filter(|l| matches!(l.taken, LineTaken::New(_))).count();
    let count = words::number(i64::try_from(new).unwrap_or(0), lang);
    let well = write.then(|| format!("{count} {}", pick(lang, "berkas baru diambil", "new case(s) were taken")));
    Ok(Shown {
        service: service.key.clone(),
        fault: None,
        lines: lines.into_iter().map(|line| row(line, lang)).collect(),
        new,
        table: (!write).then(|| kept::keep(&here.visitor, Kept::Imported(table))),
        well,
    })
}

fn row(line: ImportedLine, lang: Lang) -> Line {
    let (fate, case, words) = match line.taken {
        LineTaken::New(None) => (Fate::New, None, String::new()),
        LineTaken::New(Some(number)) => (Fate::Taken, Some(number.to_string()), String::new()),
        LineTaken::Known(number) => (Fate::Known, Some(number.to_string()), String::new()),
        LineTaken::Twice(first) => (Fate::Twice, None, format!("{} {first}", pick(lang, "sama dengan baris", "the same as line"))),
        LineTaken::Wrong(problems) => (Fate::Wrong, None, Failure::Invalid { problems }.whole_text(lang)),
        LineTaken::Refused(failure) => (Fate::Refused, None, failure.whole_text(lang)),
    };
    Line { line: line.line, id: line.id, fate, case, words }
}

fn in_words(fault: &TableFault, lang: Lang) -> String {
    let most = words::number(i64::try_from(MOST_LINES).unwrap_or(0), lang);
    match (fault, lang) {
        (TableFault::NoColumn(key), Lang::Id) => {
            format!("Kolom {key} tidak ada: dari nomor itu baris dikenali. Tambahkan, lalu kirim lagi.")
        }
        (TableFault::NoColumn(key), Lang::En) => format!("There is no column {key}, by which a line is known. Add it and send it again."),
        (TableFault::Unknown(name), Lang::Id) => format!("Kolom \"{name}\" tidak dikenal. Samakan dengan salah satu nama kolom di bawah."),
        (TableFault::Unknown(name), Lang::En) => format!("No field is called \"{name}\". Give it one of the names below."),
        (TableFault::Broken(line), Lang::Id) => format!("Baris {line} tidak terbaca: jumlah selnya berbeda dari baris pertama."),
        (TableFault::Broken(line), Lang::En) => format!("Line {line} can't be read: it has not as many cells as the first."),
        (TableFault::TooLong, Lang::Id) => format!("Terlalu banyak baris. Bagi menjadi tabel berisi paling banyak {most} baris."),
        (TableFault::TooLong, Lang::En) => format!("Too many lines. Split it into tables of at most {most}."),
        (TableFault::Empty, Lang::Id) => "Tabelnya kosong.".to_owned(),
        (TableFault::Empty, Lang::En) => "The table is empty.".to_owned(),
    }
}
