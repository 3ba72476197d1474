//! The statistics of all programmes of a region together.
use super::{
    load::{Group, group},
    meanings,
    table::table,
};
use crate::{
    citizen::{
        narrowed::Narrowed,
        page::{Loading, Place, page, param, queried_year},
    },
    error::AppError,
    lang::{lang, t},
    server::Asked,
};
use domain::figures::Sums;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// The statistics of all programmes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RegionStatisticsView {
    region: String,
    name: String,
    year: Option<i32>,
    years: Vec<i32>,
    services: Vec<Group>,
}

/// The figures of each programme, of one budget year where the address names it.
///
/// **Needs**: nothing; they are public. **Errors**: `NotFound`.
async fn of_region(region: String, year: Option<i32>) -> Result<RegionStatisticsView, AppError> {
    let asked = Asked::of_page(&region)?;
    let mut years = std::collections::BTreeSet::new();
    let mut services = Vec::new();
    // What is built and what is wished for is told in the gallery.
    let programmes = asked.pack.services.iter().filter(|s| !s.hidden && s.project.is_none() && s.support.is_none());
    for service in programmes {
        let by_year = asked.engine.register().figures(&asked.pack, service, None).await?.by_year();
        years.extend(by_year.keys().copied());
        let mut sums = Sums::default();
        by_year.into_iter().filter(|(of, _)| year.is_none_or(|year| year == *of)).for_each(|(_, of)| sums += of);
        let narrowed = Narrowed { tahun: year, ..Narrowed::default() };
        let href = narrowed.address(&format!("/{region}/{}/statistik", service.path));
        let name = service.name.get(asked.lang).to_owned();
        services.push(Group { href: Some(href), ..group(name, &sums, &narrowed, &region, &service.path) });
    }
    Ok(RegionStatisticsView { name: asked.pack.region.name.clone(), years: years.into_iter().rev().collect(), services, year, region })
}

/// The page.
pub struct RegionStatisticsPage {
    place: Place,
    view: Loading<RegionStatisticsView>,
}

#[lazy_route]
impl LazyRoute for RegionStatisticsPage {
    fn data() -> Self {
        let year = queried_year();
        Self { view: Loading::of(of_region(param("region"), year)), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(view: RegionStatisticsView) -> impl IntoView {
    let lang = lang();
    let years = std::iter::once(None).chain(view.years.iter().copied().map(Some)).map(|year| {
        let href = Narrowed { tahun: year, ..Narrowed::default() }.address(&format!("/{}/statistik", view.region));
        let words = year.map_or_else(|| t("Semua tahun", "All years").to_owned(), |y| y.to_string());
        view! { <li><a class="tag" rel="external" href=href aria-current=(view.year == year).then_some("page")>{words}</a></li> }
    });
    let years: Vec<_> = years.collect();
    view! {
        <Title text=format!("{} – {}", t("Statistik", "Statistics"), view.name)/>
        <p class="small"><a rel="external" href=format!("/{}", view.region)>{t("Beranda", "Home")}</a></p>
        <h1>{t("Statistik semua program", "Statistics of all programmes")}</h1>
        <nav aria-label=t("Tahun anggaran", "Budget year")><ul class="chips">{years}</ul></nav>
        {super::bars::bars(&view.services, lang)}
        {table(t("Program", "Programme"), &view.services, None, lang)}
        {meanings(lang)}
    }
}
