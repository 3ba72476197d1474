//! The map by district: a schematic drawing in which each district is a hexagon that leads to its list, and a table that
//! says the same.
use super::{
    narrowed::{Narrowed, word_of},
    page::{Loading, Place, page, param, queried_year, query},
    statistics::{Group, cases as count, group, rupiah, table},
};
use crate::{
    components::districts::{District, cells, drawing, step},
    error::AppError,
    lang::{lang, pick, t},
    server::Asked,
};
use domain::figures::Figure;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// What the cells are coloured by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Measure {
    /// Rupiah approved.
    #[default]
    Approved,
    /// Requests, whatever became of them.
    Requests,
}

/// The word of the second measure in the address.
const REQUESTS: &str = "pengajuan";

/// The map of a service.
pub struct MapView {
    region: String,
    path: String,
    brand: String,
    name: String,
    /// What the region calls a district.
    district: String,
    year: Option<i32>,
    years: Vec<i32>,
    measure: Measure,
    /// Each with its number on the drawing as its mark, and its figures.
    districts: Vec<(District, Group)>,
    total: Group,
}

/// The figures of a service by district, of a budget year where one is named.
///
/// **Needs**: nothing; they are public. **Errors**: `NotFound`.
async fn map(region: String, service: String, year: Option<i32>, measure: Measure) -> Result<MapView, AppError> {
    let asked = Asked::of_page(&region)?;
    let (pack, lang, service) = (&asked.pack, asked.lang, asked.service(&service)?);
    let all = asked.engine.register().figures(pack, service, None).await?;
    let years = all.by_year().into_keys().rev().collect();
    let within = all.of_year(year);
    let sums = within.by_district();
    let value = |code: &str| {
        let sums = sums.get(&Some(code.to_owned())).copied().unwrap_or_default();
        match measure {
            Measure::Approved => sums.approved.rupiah,
            Measure::Requests => sums.asked.cases,
        }
    };
    let largest = pack.districts.iter().map(|d| value(&d.code)).max().unwrap_or(0);
    let cells = cells(pack);
    let districts = pack.districts.iter().enumerate().map(|(i, district)| {
        let sums = sums.get(&Some(district.code.clone())).copied().unwrap_or_default();
        let list = Narrowed { tahun: year, kecamatan: Some(district.code.clone()), ..Narrowed::default() };
        let group = group(district.name.clone(), &sums, &list, &region, &service.path);
        let counted = match measure {
            Measure::Approved => Figure::Approved,
            Measure::Requests => Figure::Asked,
        };
        let said = format!(
            "{} {}: {} {} ({}), {} {}",
            i + 1,
            district.name,
            pick(lang, "disetujui", "approved"),
            rupiah(sums.approved.rupiah, lang),
            count(sums.approved.cases, lang),
            pick(lang, "dari semua", "of all"),
            count(sums.asked.cases, lang)
        );
        let drawn = District {
            mark: (i + 1).to_string(),
            cell: cells.get(district.code.as_str()).copied(),
            step: step(value(&district.code), largest),
            name: district.name.clone(),
            said,
            href: Narrowed { hasil: word_of(counted), ..list }.href(&region, &service.path),
        };
        (drawn, group)
    });
    Ok(MapView {
        districts: districts.collect(),
        total: group(String::new(), &within.all(), &Narrowed { tahun: year, ..Narrowed::default() }, &region, &service.path),
        path: service.path.clone(),
        brand: service.brand.clone(),
        name: service.name.get(lang).to_owned(),
        district: pack.word("district", lang),
        years,
        year,
        measure,
        region,
    })
}

/// The map's page.
pub struct MapPage {
    place: Place,
    view: Loading<MapView>,
}

#[lazy_route]
impl LazyRoute for MapPage {
    fn data() -> Self {
        let measure = if query("ukur").as_deref() == Some(REQUESTS) { Measure::Requests } else { Measure::Approved };
        let year = queried_year();
        Self { view: Loading::of(map(param("region"), param("service"), year, measure)), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

/// The map's address.
fn address(view: &MapView, year: Option<i32>, measure: Measure) -> String {
    let base = Narrowed { tahun: year, ..Narrowed::default() }.address(&format!("/{}/{}/peta", view.region, view.path));
    match measure {
        Measure::Approved => base,
        Measure::Requests if year.is_some() => format!("{base}&ukur={REQUESTS}"),
        Measure::Requests => format!("{base}?ukur={REQUESTS}"),
    }
}

fn shown(view: MapView) -> impl IntoView {
    let lang = lang();
    let years = std::iter::once(None).chain(view.years.iter().copied().map(Some)).map(|year| {
        let words = year.map_or_else(|| t("Semua tahun", "All years").to_owned(), |y| y.to_string());
        view! { <li><a class="tag" rel="external" href=address(&view, year, view.measure) aria-current=(view.year == year).then_some("page")>{words}</a></li> }
    });
    let years: Vec<_> = years.collect();
    let measures = [
        (Measure::Approved, t("Rupiah disetujui", "Rupiah approved")),
        (Measure::Requests, t("Banyaknya pengajuan", "Number of requests")),
    ];
    let measures: Vec<_> = measures
        .into_iter()
        .map(|(measure, words)| view! { <li><a class="tag" rel="external" href=address(&view, view.year, measure) aria-current=(view.measure == measure).then_some("page")>{words}</a></li> })
        .collect();
    let numbered = |(d, group): &(District, Group)| Group { name: format!("{}. {}", d.mark, group.name), ..group.clone() };
    let groups: Vec<Group> = view.districts.iter().map(numbered).collect();
    let lost = view.districts.iter().any(|(d, _)| d.cell.is_none());
    let drawn: Vec<District> = view.districts.iter().map(|(d, _)| d.clone()).collect();
    view! {
        <Title text=format!("{} – {}", t("Peta", "Map"), view.name)/>
        <p class="small"><a rel="external" href=format!("/{}", view.region)>{t("Beranda", "Home")}</a>" / "<a rel="external" href=format!("/{}/{}", view.region, view.path)>{view.brand.clone()}</a></p>
        <h1>{t("Peta menurut ", "Map by ")}{view.district.clone()}": "{view.name.clone()}</h1>
        <nav aria-label=t("Tahun anggaran", "Budget year")><ul class="chips">{years}</ul></nav>
        <nav aria-label=t("Yang digambar", "What is drawn")><ul class="chips">{measures}</ul></nav>
        {drawing("judul-peta", &drawn)}
        <p class="small">{t("Setiap segi enam adalah satu wilayah, kira-kira di tempatnya. Nomornya sama dengan nomor di tabel; makin banyak titik dan makin gelap warnanya, makin besar angkanya. Ketuk untuk melihat daftarnya.", "Each hexagon is a part of the region, about where it lies. Its number is that of the table; the more dots and the darker, the larger the figure. Tap one to see its list.")}</p>
        {lost.then(|| view! { <p class="small">{t("Wilayah yang letaknya belum tercatat hanya ada di tabel.", "What has no place on record stands in the table alone.")}</p> })}
        <h2>{t("Tabel", "Table")}</h2>
        {table(t("Wilayah", "Part of the region"), &groups, Some(&view.total), lang)}
        {super::statistics::meanings(lang)}
    }
}
