//! All lists of a region, and what waits for one.
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::said::Said,
    desk::here::Here,
    error::AppError,
    lang::t,
};
use domain::{
    nominative::ListStatus,
    words::{self, Lang},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// Lists shown at first.
const FEW: usize = 15;

/// A list in the table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    href: String,
    number: String,
    title: String,
    year: i32,
    lines: usize,
    total: String,
    status: ListStatus,
    edition: u32,
    changed: String,
}

/// A programme that has lists.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Programme {
    key: String,
    name: String,
    short: String,
    waiting: Vec<(i32, i64)>,
    may_compose: bool,
}

/// The page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListsView {
    region: String,
    programmes: Vec<Programme>,
    rows: Vec<Row>,
    /// Whether older ones are left out.
    cut: bool,
    recaps: Vec<(String, String)>,
    /// The books: title and path.
    books: Vec<(String, String)>,
    said: Option<String>,
}

/// The lists of a region.
///
/// **Needs**: a post there. **Errors**: `SignedOut`, `Forbidden`, `NotFound`.
pub(crate) async fn lists(region: String, all: bool, said: Option<String>) -> Result<ListsView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let (programmes, lists) = here.engine.lists().overview(pack, &here.visitor).await?;
    Ok(ListsView {
        programmes: programmes
            .into_iter()
            .filter_map(|p| {
                let service = pack.service(&p.service)?;
                let rule = service.nominative.as_ref()?;
                Some(Programme {
                    name: service.name.get(lang).to_owned(),
                    short: rule.short.clone(),
                    key: p.service,
                    waiting: p.waiting,
                    may_compose: p.may_compose,
                })
            })
            .collect(),
        cut: !all && lists.len() > FEW,
        rows: lists
            .into_iter()
            .take(if all { usize::MAX } else { FEW })
            .map(|l| Row {
                href: format!("/{region}/meja/daftar/{}", l.number),
                number: l.number.to_string(),
                title: pack
                    .service(&l.service)
                    .and_then(|s| Some(format!("{} · {}", s.nominative.as_ref()?.short, s.name.get(lang))))
                    .unwrap_or_default(),
                year: l.fiscal_year,
                lines: l.entries.len() - l.without.len().min(l.entries.len()),
                total: l.total().to_string(),
                status: l.status,
                edition: l.edition,
                changed: words::date(l.changed_at.day(pack.zone()), lang),
            })
            .collect(),
        books: pack.books.iter().map(|b| (b.title.get(lang).to_owned(), format!("/{region}/meja/buku/{}", b.path))).collect(),
        recaps: pack
            .services
            .iter()
            .filter_map(|s| Some((format!("/{region}/meja/rekap/{}", s.path), s.recap.as_ref()?.title.get(lang).to_owned())))
            .collect(),
        said,
        region,
    })
}

/// The word for how far a list is, and its colour.
pub(super) fn status(status: ListStatus, edition: u32) -> (&'static str, &'static str) {
    match status {
        ListStatus::Composing if edition > 0 => (t("Disusun ulang", "Drawn up again"), "tag wait"),
        ListStatus::Composing => (t("Disusun", "Being drawn up"), "tag wait"),
        ListStatus::Signed => (t("Menunggu persetujuan", "For approval"), "tag warn"),
        ListStatus::Approved => (t("Disetujui", "Approved"), "tag ok"),
        ListStatus::Dropped => (t("Batal", "Given up"), "tag"),
    }
}

/// The page.
pub struct ListsPage {
    place: Place,
    view: Loading<ListsView>,
}

#[lazy_route]
impl LazyRoute for ListsPage {
    fn data() -> Self {
        Self { view: Loading::of(lists(param("region"), query("semua").is_some(), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: ListsView) -> impl IntoView {
    let said = Said::of(v.said.as_deref());
    let lang = crate::lang::lang();
    let begin = format!("/{}/meja/daftar", v.region);
    let programmes: Vec<_> = v
        .programmes
        .into_iter()
        .map(|p| {
            let none = p.waiting.is_empty();
            let waiting: Vec<_> = p
                .waiting
                .iter()
                .map(|(year, n)| {
                    let words = if lang == Lang::Id { format!("{n} pengajuan menunggu untuk tahun {year}") } else { format!("{n} cases wait for {year}") };
                    let button = p.may_compose.then(|| view! {
                        <form method="post" action=begin.clone()>
                            <input type="hidden" name="layanan" value=p.key.clone()/><input type="hidden" name="tahun" value=year.to_string()/>
                            <button class="btn">{t("Susun daftar", "Draw up a list")}</button>
                        </form>
                    });
                    view! { <li class="between"><span>{words}</span>{button}</li> }
                })
                .collect();
            view! {
                <section class="card"><h2>{p.short}</h2><p class="small">{p.name}</p>
                    {if none { view! { <p>{t("Tidak ada yang menunggu daftar.", "Nothing waits for a list.")}</p> }.into_any() } else { view! { <ul class="plain">{waiting}</ul> }.into_any() }}
                </section>
            }
        })
        .collect();
    let empty = v.rows.is_empty();
    let rows: Vec<_> = v
        .rows
        .into_iter()
        .map(|r| {
            let (word, class) = status(r.status, r.edition);
            view! {
                <tr>
                    <td><a rel="external" href=r.href>{r.number}</a><span class="small block">{r.title}</span></td>
                    <td data-label=t("Tahun anggaran", "Budget year")>{r.year}</td>
                    <td data-label=t("Keadaan", "State")><span class=class>{word}</span></td>
                    <td class="end" data-label=t("Pengajuan", "Cases")>{r.lines}</td>
                    <td class="end rp" data-label=t("Jumlah", "Total")>{r.total}</td>
                    <td class="end" data-label=t("Terakhir berubah", "Last changed")>{r.changed}</td>
                </tr>
            }
        })
        .collect();
    let books: Vec<_> = v.books.into_iter().map(|(title, href)| view! { " · "<a rel="external" href=href>{title}</a> }).collect();
    let recaps: Vec<_> = v.recaps.into_iter().map(|(href, title)| view! { <li><a rel="external" href=href>{title}</a></li> }).collect();
    view! {
        <Title text=t("Daftar nominatif", "Nominative lists")/>
        <p class="small"><a rel="external" href=format!("/{}/meja", v.region)>{t("Meja", "Desk")}</a>" · "<a rel="external" href=format!("/{}/meja/anggaran", v.region)>{t("Anggaran", "Budgets")}</a>{books}</p>
        <h1>{t("Daftar nominatif", "Nominative lists")}</h1>
        <p>{t("Pengajuan yang lolos pertimbangan disetujui bersama dalam satu daftar bernomor, bukan satu per satu.", "Cases that passed are approved together on one numbered list, not one by one.")}</p>
        {said.shown()}
        {programmes}
        <h2>{t("Semua daftar", "All lists")}</h2>
        {if empty {
            view! { <p class="card face">{t("Belum ada daftar. Daftar pertama muncul di sini setelah disusun.", "No list yet. The first appears here once it is drawn up.")}</p> }.into_any()
        } else {
            view! {
                <table class="list"><thead><tr>
                    <th scope="col">{t("Daftar", "List")}</th><th scope="col">{t("Tahun anggaran", "Budget year")}</th><th scope="col">{t("Keadaan", "State")}</th>
                    <th scope="col" class="end">{t("Pengajuan", "Cases")}</th><th scope="col" class="end">{t("Jumlah", "Total")}</th><th scope="col" class="end">{t("Terakhir berubah", "Last changed")}</th>
                </tr></thead><tbody>{rows}</tbody></table>
            }
            .into_any()
        }}
        {v.cut.then(|| view! { <p><a class="btn quiet" rel="external" href=format!("{begin}?semua=1")>{t("Lihat daftar yang lebih lama", "See older lists")}</a></p> })}
        {(!recaps.is_empty()).then(|| view! { <h2>{t("Rekapitulasi akhir tahun", "Recaps after the year")}</h2><ul class="plain">{recaps}</ul> })}
    }
}
