//! The recap after the year: on the page with personal data masked, and as a table to hand over, which is an act that each
//! case remembers.
use super::years::years;
use crate::{
    citizen::page::{Loading, Place, page, param, queried_year},
    desk::{here::Here, office::Office},
    error::AppError,
    lang::{pick, t},
    spreadsheet::download,
};
use axum::{
    Form, Router,
    extract::Path,
    response::{IntoResponse, Response},
    routing::post,
};
use domain::{
    money::Rupiah,
    pack::Pack,
    words::{self, Lang},
};
use engine::Recap;
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// The page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RecapView {
    region: String,
    path: String,
    title: String,
    legal_base: String,
    year: i32,
    years: Vec<i32>,
    due: String,
    columns: Vec<String>,
    rows: Vec<(String, Vec<String>, String, String)>,
    total: String,
    /// What the region calls a district.
    district: String,
}

/// A programme's recap of a year.
///
/// **Needs**: a post that keeps budgets or sees everything. **Errors**: `SignedOut`, `Forbidden`, `NotFound`.
pub(crate) async fn recap(region: String, path: String, year: Option<i32>) -> Result<RecapView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let this_year = here.today().year();
    let service = pack.services.iter().find(|s| s.path == path).ok_or(AppError::NotFound)?;
    let rule = service.recap.as_ref().ok_or(AppError::NotFound)?;
    // Until its last day, what is wanted is the recap of the year before.
    let year =
        year.unwrap_or_else(|| if rule.due_on(this_year - 1).is_some_and(|due| here.today() <= due) { this_year - 1 } else { this_year });
    let recap = here.engine.lists().recap(pack, &here.visitor, &service.key, year).await?;
    Ok(RecapView {
        title: rule.title.get(lang).to_owned(),
        legal_base: rule.legal_base.clone(),
        year,
        years: (this_year - 3..=this_year).rev().collect(),
        due: recap.due_on.map(|d| words::date_long(d, lang)).unwrap_or_default(),
        columns: recap.columns.iter().map(|c| c.get(lang).to_owned()).collect(),
        total: total(&recap).to_string(),
        district: pack.heading("district", lang),
        rows: recap
            .lines
            .into_iter()
            .map(|l| (l.number.to_string(), l.fields, district(pack, l.district.as_deref()), l.amount.to_string()))
            .collect(),
        path,
        region,
    })
}

fn total(recap: &Recap) -> Rupiah {
    Rupiah::total(recap.lines.iter().map(|l| l.amount)).unwrap_or(Rupiah::MAX)
}

fn district(pack: &Pack, code: Option<&str>) -> String {
    code.and_then(|d| pack.district(d)).map(|d| d.name.clone()).unwrap_or_default()
}

/// The page.
pub struct RecapPage {
    place: Place,
    view: Loading<RecapView>,
}

#[lazy_route]
impl LazyRoute for RecapPage {
    fn data() -> Self {
        Self { view: Loading::of(recap(param("region"), param("recap"), queried_year())), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: RecapView) -> impl IntoView {
    let lang = crate::lang::lang();
    let base = format!("/{}/meja/rekap/{}", v.region, v.path);
    let years = years(&base, t("Tahun anggaran", "Budget year"), &v.years, v.year);
    let heads: Vec<_> = v.columns.iter().map(|c| view! { <th scope="col">{c.clone()}</th> }).collect();
    let empty = v.rows.is_empty();
    let (columns, called) = (v.columns.clone(), v.district.clone());
    let rows: Vec<_> = v
        .rows
        .into_iter()
        .map(|(number, fields, place, amount)| {
            let cells: Vec<_> = columns.iter().zip(fields).map(|(c, f)| view! { <td data-label=c.clone()>{f}</td> }).collect();
            view! { <tr><td><a rel="external" href=format!("/{}/meja/{number}", v.region)>{number.clone()}</a></td>{cells}<td data-label=called.clone()>{place}</td><td class="end rp" data-label=pick(lang, "Jumlah", "Amount")>{amount}</td></tr> }
        })
        .collect();
    view! {
        <Title text=v.title.clone()/>
        <p class="small no-print"><a rel="external" href=format!("/{}/meja/daftar", v.region)>{t("Daftar nominatif", "Nominative lists")}</a></p>
        <h1>{v.title.clone()}" "{v.year}</h1>
        <p>{t("Paling lambat diserahkan ", "To be handed over by ")}<b>{v.due}</b>". "{t("Berisi setiap bantuan yang sudah dibayarkan.", "It holds all aid that was paid.")}</p>
        {years}
        {if empty {
            view! { <p class="card face">{t("Belum ada bantuan yang dibayarkan pada tahun ini.", "No aid was paid in this year yet.")}</p> }.into_any()
        } else {
            view! {
                <table class="list"><thead><tr><th scope="col">{t("Nomor", "Number")}</th>{heads}<th scope="col">{v.district}</th><th scope="col" class="end">{t("Jumlah", "Amount")}</th></tr></thead><tbody>{rows}</tbody></table>
                <p><b>{t("Jumlah seluruhnya: ", "Total: ")}</b>{v.total}</p>
                <form method="post" action=base.clone() class="card no-print">
                    <input type="hidden" name="tahun" value=v.year.to_string()/>
                    <p>{t("Data pribadi disamarkan di sini. Mengunduh tabel lengkap tercatat pada setiap pengajuan.", "Personal data are masked here. Taking out the full table is remembered by each case.")}</p>
                    <p><button class="btn second">{t("Unduh tabel lengkap (CSV)", "Take out the full table (CSV)")}</button></p>
                </form>
            }
            .into_any()
        }}
        <p class="small">{t("Dasar: ", "Legal base: ")}{v.legal_base}</p>
    }
}

pub(super) fn posts() -> Router {
    Router::new().route("/{region}/meja/rekap/{recap}", post(take_out))
}

#[derive(Deserialize)]
struct Year {
    #[serde(default)]
    tahun: String,
}

async fn take_out(office: Office, Path((_, path)): Path<(String, String)>, Form(year): Form<Year>) -> Response {
    let lang = office.lang;
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return crate::server::away(&failure, &office.page("meja/daftar")),
    };
    let Some(service) = here.pack.services.iter().find(|s| s.path == path) else { return StatusCode::NOT_FOUND.into_response() };
    let year: i32 = year.tahun.parse().unwrap_or(0);
    match here.engine.lists().take_recap_out(&here.pack, &here.visitor, &service.key, year).await {
        Ok(recap) => download(&format!("rekap-{}-{year}", service.path), rows(&here.pack, &recap, lang)),
        Err(failure) => (StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::FORBIDDEN), failure.text(lang)).into_response(),
    }
}

fn rows(pack: &Pack, recap: &Recap, lang: Lang) -> Vec<Vec<String>> {
    let mut head = vec![pick(lang, "Nomor", "Number").to_owned()];
    head.extend(recap.columns.iter().map(|c| c.get(lang).to_owned()));
    head.extend([pack.heading("district", lang), pick(lang, "Jumlah (Rp)", "Amount (Rp)").to_owned()]);
    let lines = recap.lines.iter().map(|line| {
        let mut cells = vec![line.number.to_string()];
        cells.extend(line.fields.iter().cloned());
        cells.extend([district(pack, line.district.as_deref()), line.amount.rupiah().to_string()]);
        cells
    });
    std::iter::once(head).chain(lines).collect()
}
