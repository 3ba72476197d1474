//! One figure: what it means, when it was true, a drawing, the table, and its files.
use super::{
    tables::{Part, Row, Table, Unit, said, table},
    words::Topic,
};
use crate::{
    citizen::page::{Loading, Place, page, param, queried_year, query},
    error::AppError,
    lang::{lang, pick, t},
    server::Asked,
};
use domain::words::{self, Lang};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// Rows that are drawn; the table has all.
const DRAWN: usize = 20;
/// The length of the longest bar, in the drawing's units.
const WIDTH: i64 = 1_000;

/// The page.
#[derive(Clone, Debug)]
pub struct FigureView {
    region: String,
    name: String,
    word: String,
    part: Part,
    table: Table,
    at: String,
}

/// A figure with its date.
///
/// **Needs**: nothing; it is public. **Errors**: `NotFound`.
async fn figure(region: String, word: String, part: Part) -> Result<FigureView, AppError> {
    let asked = Asked::of_page(&region)?;
    let topic = Topic::named(&word).ok_or(AppError::NotFound)?;
    let part = part.of(topic);
    let table = table(&asked, &region, topic, &part).await?;
    let at = words::date_time(asked.engine.now(), asked.pack.zone(), asked.lang);
    Ok(FigureView { name: asked.pack.region.name.clone(), part, word, table, at, region })
}

/// The page.
pub struct FigurePage {
    place: Place,
    view: Loading<FigureView>,
}

#[lazy_route]
impl LazyRoute for FigurePage {
    fn data() -> Self {
        Self {
            view: Loading::of(figure(param("region"), param("figure"), Part { year: queried_year(), district: query("kecamatan") })),
            place: Place::here(),
        }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: FigureView) -> impl IntoView {
    let lang = lang();
    let here = format!("/{}/transparansi/{}", v.region, v.word);
    let with = |path: &str| v.part.address(path);
    let years = (!v.table.years.is_empty()).then(|| {
        let doors: Vec<_> = std::iter::once(None)
            .chain(v.table.years.iter().copied().map(Some))
            .map(|year| {
                let href = Part { year, ..v.part.clone() }.address(&here);
                let words = year.map_or_else(|| t("Semua tahun", "All years").to_owned(), |y| y.to_string());
                view! { <li><a class="tag" rel="external" href=href aria-current=(v.part.year == year).then_some("page")>{words}</a></li> }
            })
            .collect();
        view! { <nav aria-label=t("Tahun", "Year")><ul class="chips">{doors}</ul></nav> }
    });
    let files = view! {
        <p class="row no-print">
            <a class="btn quiet" rel="external" download href=with(&format!("{here}/tabel.csv"))>{t("Unduh tabel (CSV)", "Download the table (CSV)")}</a>
            <a class="btn quiet" rel="external" href=with(&format!("{here}/data.json"))>{t("Data mentah (JSON)", "Raw data (JSON)")}</a>
            <a class="btn quiet" rel="external" href=with(&format!("{here}/gambar.svg"))>{t("Gambar untuk disematkan (SVG)", "Picture to embed (SVG)")}</a>
        </p>
    };
    view! {
        <Title text=format!("{} – {}", v.table.title, v.name)/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a>" / "<a rel="external" href=format!("/{}/transparansi", v.region)>{t("Transparansi", "Transparency")}</a></p>
        <h1>{v.table.title.clone()}</h1>
        <p>{v.table.definition.clone()}</p>
        <p class="small">{t("Dihitung ", "Reckoned on ")}{v.at}". "{t("Angka berubah begitu ada putusan atau laporan baru.", "It changes as soon as something is decided or reported.")}</p>
        {years}
        {if v.table.rows.is_empty() {
            view! { <section class="card face"><h2>{t("Belum ada yang dapat ditampilkan", "Nothing to show yet")}</h2><p>{t("Belum ada data pada pilihan ini, atau terlalu sedikit untuk ditampilkan tanpa menyebut orangnya.", "There are no data here yet, or too few to be shown without pointing at persons.")}</p></section> }.into_any()
        } else {
            view! { {bars(&v.table, lang)}{rows(&v.table, lang)} }.into_any()
        }}
        {files}
    }
}

/// The length of a value's bar.
pub(super) fn length(n: i64, largest: i64) -> i64 {
    if n <= 0 || largest <= 0 {
        return 0;
    }
    i64::try_from(i128::from(n) * i128::from(WIDTH) / i128::from(largest.max(n))).unwrap_or(WIDTH).max(4)
}

/// Bars of the first rows: a picture with a sentence each.
pub(super) fn bars(table: &Table, lang: Lang) -> impl IntoView + use<> {
    let (outer, inner) = table.drawn;
    let value = |row: &Row, column: usize| row.values.get(column).and_then(|v| v.n).unwrap_or(0);
    let largest = table.rows.iter().map(|row| value(row, outer)).max().unwrap_or(0);
    let label = |column: usize| table.columns.get(column).map(|c| c.label.clone()).unwrap_or_default();
    let words = |row: &Row, column: usize| {
        let unit = table.columns.get(column).map_or(Unit::Count, |c| c.unit);
        row.values.get(column).map(|v| said(v, unit, lang)).unwrap_or_default()
    };
    let items: Vec<_> = table
        .rows
        .iter()
        .take(DRAWN)
        .map(|row| {
            let inside = inner.map(|column| format!(", {} {}", label(column), words(row, column))).unwrap_or_default();
            let title = format!("{}: {} {}{inside}", row.label, label(outer), words(row, outer));
            let within =
                inner.map(|column| view! { <rect class="approved" x="0" y="10" width=length(value(row, column), largest) height="20"/> });
            view! {
                <li>
                    <span class="small">{row.label.clone()}</span>
                    <svg class="bar" viewBox="0 0 1000 40" preserveAspectRatio="none" role="img">
                        <title>{title}</title>
                        <rect class="asked" x="0" y="2" width=length(value(row, outer), largest) height="36"/>
                        {within}
                    </svg>
                </li>
            }
        })
        .collect();
    let legend = match (inner, lang) {
        (Some(inner), Lang::Id) => format!("Batang luar: {}. Batang dalam: {}.", label(outer), label(inner)),
        (Some(inner), Lang::En) => format!("Outer bar: {}. Inner bar: {}.", label(outer), label(inner)),
        (None, _) => label(outer),
    };
    view! { <figure class="bars"><figcaption class="small">{legend}</figcaption><ul>{items}</ul></figure> }
}

/// The table.
pub(super) fn rows(table: &Table, lang: Lang) -> impl IntoView + use<> {
    let heads: Vec<_> = table.columns.iter().map(|c| view! { <th scope="col" class="end">{c.label.clone()}</th> }).collect();
    let row = |row: &Row| {
        let cells: Vec<_> = row
            .values
            .iter()
            .zip(&table.columns)
            .map(|(value, column)| {
                let words = said(value, column.unit, lang);
                let inside = match value.href.clone() {
                    Some(href) => view! { <a class="figure" rel="external" href=href>{words}</a> }.into_any(),
                    None => view! { <span>{words}{value.n.is_none().then(|| view! { <span class="unseen">{pick(lang, "tidak ditampilkan", "not shown")}</span> })}</span> }.into_any(),
                };
                view! { <td class="end rp" data-label=column.label.clone()>{inside}</td> }
            })
            .collect();
        let name = match row.href.clone() {
            Some(href) => view! { <a rel="external" href=href>{row.label.clone()}</a> }.into_any(),
            None => row.label.clone().into_any(),
        };
        view! { <tr><th scope="row">{name}</th>{cells}</tr> }
    };
    let body: Vec<_> = table.rows.iter().map(row).collect();
    let total = table.total.as_ref().map(|total| view! { <tfoot>{row(total)}</tfoot> });
    view! {
        <table class="list sums">
            <thead><tr><th scope="col">{table.of.clone()}</th>{heads}</tr></thead>
            <tbody>{body}</tbody>
            {total}
        </table>
    }
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn a_bar_is_never_longer_than_the_drawing_and_always_seen() {
        assert_eq!([length(0, 10), length(1, 1_000_000), length(5, 10), length(10, 10), length(20, 10)], [0, 4, 500, 1_000, 1_000]);
        assert_eq!((length(-1, 10), length(1, 0)), (0, 0));
    }
}
