//! A book that an office keeps, such as the register of refusals: on the page, and as a table to hand over.
use super::years::years;
use crate::{
    citizen::page::{Loading, Place, page, param, queried_year},
    desk::{answers::Reader, here::Here, office::Office},
    error::AppError,
    lang::{pick, t},
    spreadsheet::download,
};
use axum::{
    Router,
    extract::{Path, Query},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::words;
use engine::{BookEntry, MOST_BOOK_LINES};
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// Lines on the page; the table to hand over has all.
const SHOWN: u32 = 200;

/// A line in words.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    when: String,
    number: String,
    organisation: String,
    title: String,
    stage: String,
    done: String,
    why: String,
    who: String,
}

/// The page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BookView {
    region: String,
    path: String,
    title: String,
    legal_base: String,
    year: i32,
    years: Vec<i32>,
    rows: Vec<Row>,
    /// Whether older ones are left out.
    more: bool,
    /// The region's other books: title and path.
    others: Vec<(String, String)>,
}

/// A book of a year.
///
/// **Needs**: a post in the region. **Errors**: `SignedOut`, `Forbidden`, `NotFound`.
pub(crate) async fn book(region: String, path: String, year: Option<i32>) -> Result<BookView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let this_year = here.today().year();
    let year = year.unwrap_or(this_year);
    let (book, lines) = here.engine.books().of_year(pack, &here.visitor, &path, year, SHOWN + 1).await?;
    let shown = SHOWN as usize;
    Ok(BookView {
        title: book.title.get(lang).to_owned(),
        legal_base: book.legal_base.clone(),
        year,
        years: (this_year - 4..=this_year).rev().collect(),
        more: lines.len() > shown,
        rows: lines.iter().take(shown).map(|line| row(&here, line)).collect(),
        others: pack.books.iter().filter(|b| b.path != path).map(|b| (b.title.get(lang).to_owned(), b.path.clone())).collect(),
        path,
        region,
    })
}

fn row(here: &Here, line: &BookEntry) -> Row {
    let (pack, lang) = (&here.pack, here.lang);
    Row {
        when: words::date_time(line.at, pack.zone(), lang),
        number: line.number.to_string(),
        organisation: line.organisation.clone(),
        title: line.title.clone(),
        stage: line.stage.get(lang).to_owned(),
        done: line.done.get(lang).to_owned(),
        why: line.why.iter().map(|w| w.get(lang)).collect::<Vec<_>>().join(". "),
        who: Reader { pack, lang, today: here.today() }.who(&line.actor),
    }
}

/// The page.
pub struct BookPage {
    place: Place,
    view: Loading<BookView>,
}

#[lazy_route]
impl LazyRoute for BookPage {
    fn data() -> Self {
        Self { view: Loading::of(book(param("region"), param("book"), queried_year())), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: BookView) -> impl IntoView {
    let lang = crate::lang::lang();
    let base = format!("/{}/meja/buku/{}", v.region, v.path);
    let years = years(&base, t("Tahun", "Year"), &v.years, v.year);
    let others: Vec<_> = v
        .others
        .iter()
        .map(|(title, path)| view! { " · "<a rel="external" href=format!("/{}/meja/buku/{path}", v.region)>{title.clone()}</a> })
        .collect();
    let empty = v.rows.is_empty();
    let left_out = v.more.then(|| t("Di sini hanya yang terbaru. ", "Only the newest stand here. "));
    let rows: Vec<_> = v
        .rows
        .into_iter()
        .map(|r| {
            view! {
                <tr>
                    <td><span class="small block">{r.when}</span><a rel="external" href=format!("/{}/meja/{}", v.region, r.number)>{r.number.clone()}</a><span class="small block">{r.organisation}": "{r.title}</span></td>
                    <td>{r.stage}<span class="small block">{r.done}</span></td>
                    <td data-label=pick(lang, "Sebab", "Why")>{r.why}</td>
                    <td data-label=pick(lang, "Oleh", "By")>{r.who}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <Title text=v.title.clone()/>
        <p class="small no-print"><a rel="external" href=format!("/{}/meja/daftar", v.region)>{t("Daftar nominatif", "Nominative lists")}</a>{others}</p>
        <h1>{v.title.clone()}" "{v.year}</h1>
        {years}
        {if empty {
            view! { <p class="card face">{t("Belum ada yang dicatat pada tahun ini.", "Nothing was entered in this year yet.")}</p> }.into_any()
        } else {
            view! {
                <table class="list"><thead><tr><th scope="col">{t("Waktu dan pengajuan", "When and which request")}</th><th scope="col">{t("Tahap", "Stage")}</th><th scope="col">{t("Sebab", "Why")}</th><th scope="col">{t("Oleh", "By")}</th></tr></thead><tbody>{rows}</tbody></table>
                <p>{left_out}<a rel="external" class="no-print" href=format!("{base}/csv?tahun={}", v.year)>{t("Unduh semuanya (CSV)", "Take all out (CSV)")}</a></p>
            }
            .into_any()
        }}
        <p class="small">{t("Buku ini terisi sendiri dari setiap keputusan; tidak ada yang dapat ditambah atau dihapus dengan tangan. Dasar: ", "The book fills itself from each decision; nothing can be added or taken out by hand. Legal base: ")}{v.legal_base}</p>
    }
}

pub(super) fn gets() -> Router {
    Router::new().route("/{region}/meja/buku/{book}/csv", get(table))
}

#[derive(Deserialize)]
struct Year {
    tahun: Option<i32>,
}

async fn table(office: Office, Path((_, path)): Path<(String, String)>, Query(year): Query<Year>) -> Response {
    let lang = office.lang;
    let read = async {
        let here = office.here()?;
        let year = year.tahun.unwrap_or_else(|| here.today().year());
        let (_, lines) = here.engine.books().of_year(&here.pack, &here.visitor, &path, year, MOST_BOOK_LINES).await?;
        let heads = [
            ("Waktu", "When"),
            ("Nomor", "Number"),
            ("Penerima", "Recipient"),
            ("Kegiatan", "Activity"),
            ("Tahap", "Stage"),
            ("Tindakan", "Act"),
            ("Sebab", "Why"),
            ("Oleh", "By"),
        ];
        let head = heads.map(|(id, en)| pick(lang, id, en).to_owned()).to_vec();
        let lines = lines.iter().map(|line| row(&here, line));
        let rows =
            std::iter::once(head).chain(lines.map(|r| vec![r.when, r.number, r.organisation, r.title, r.stage, r.done, r.why, r.who]));
        Ok::<_, engine::Failure>(download(&format!("{path}-{year}"), rows))
    };
    read.await.unwrap_or_else(|failure| {
        (StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::FORBIDDEN), failure.text(lang)).into_response()
    })
}
