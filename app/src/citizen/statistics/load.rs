//! What the pages of statistics show, added up from a service's figures.
use super::table::Cell;
use crate::{
    citizen::narrowed::{NO_AGENCY, Narrowed, agency_name, word_of},
    error::AppError,
    server::Asked,
};
use domain::{
    figures::{Figure, Sums},
    pack::Service,
};
use serde::{Deserialize, Serialize};

/// The figures of some cases under one name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) name: String,
    /// The statistics of this group alone.
    pub(crate) href: Option<String>,
    /// In the order of [`Figure::ALL`].
    pub(crate) figures: Vec<Cell>,
    pub(crate) share: Option<i64>,
}

/// The statistics of a service.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StatisticsView {
    pub(super) region: String,
    pub(super) path: String,
    pub(super) brand: String,
    pub(super) name: String,
    /// Budget years that have a case, the newest first.
    pub(super) years: Vec<i32>,
    pub(super) narrowed: Narrowed,
    /// The chosen agency's name.
    pub(super) agency: Option<String>,
    pub(super) total: Group,
    pub(super) agencies: Vec<Group>,
    pub(super) by_year: Vec<Group>,
}

/// A group whose figures lead to the lists that `list` narrows.
pub(crate) fn group(name: String, sums: &Sums, list: &Narrowed, region: &str, path: &str) -> Group {
    let figures = Figure::ALL.map(|figure| {
        let sum = sums.of(figure);
        let href = Narrowed { hasil: word_of(figure), ..list.clone() }.href(region, path);
        Cell { cases: sum.cases, rupiah: sum.rupiah, href: (sum.cases > 0).then_some(href) }
    });
    Group { name, href: None, figures: figures.into(), share: sums.approved_share() }
}

/// The statistics of a service, of a budget year and of an agency where the address names them.
///
/// **Needs**: nothing; they are public. **Errors**: `NotFound`.
pub(crate) async fn statistics(region: String, service: String, narrowed: Narrowed) -> Result<StatisticsView, AppError> {
    let asked = Asked::of_page(&region)?;
    of_service(&asked, &region, asked.service(&service)?, narrowed).await
}

/// The same for a request that is known already.
pub(super) async fn of_service(asked: &Asked, region: &str, service: &Service, narrowed: Narrowed) -> Result<StatisticsView, AppError> {
    let (pack, lang, path) = (&asked.pack, asked.lang, service.path.as_str());
    let narrowed = Narrowed { tahun: narrowed.tahun, dinas: narrowed.dinas, ..Narrowed::default() };
    // One pass for all years, because the years to choose from have to be known as well.
    let all = asked.engine.register().figures(pack, service, None).await?;
    let years = all.by_year().into_keys().rev().collect();
    let within = match &narrowed.dinas {
        Some(dinas) => all.of_agency(pack, Some(dinas.as_str()).filter(|d| *d != NO_AGENCY)),
        None => all,
    };
    let chosen = within.of_year(narrowed.tahun);
    let here = format!("/{region}/{path}/statistik");
    let agencies = chosen.by_agency(pack).into_iter().map(|(agency, sums)| {
        let list = Narrowed { dinas: Some(agency.clone().unwrap_or_else(|| NO_AGENCY.to_owned())), ..narrowed.clone() };
        Group { href: Some(list.address(&here)), ..group(agency_name(pack, agency.as_deref(), lang), &sums, &list, region, path) }
    });
    // Who asks for most comes first; equals by name, so that the order stands still.
    let mut agencies: Vec<Group> = agencies.collect();
    agencies.sort_by(|a, b| (b.asked(), &a.name).cmp(&(a.asked(), &b.name)));
    let by_year = within.of_year(narrowed.tahun).by_year().into_iter().rev().map(|(year, sums)| {
        let list = Narrowed { tahun: Some(year), ..narrowed.clone() };
        Group { href: Some(list.address(&here)), ..group(year.to_string(), &sums, &list, region, path) }
    });
    Ok(StatisticsView {
        total: group(String::new(), &chosen.all(), &narrowed, region, path),
        by_year: by_year.collect(),
        agency: narrowed.dinas.as_ref().map(|dinas| agency_name(pack, Some(dinas.as_str()).filter(|d| *d != NO_AGENCY), lang)),
        agencies,
        years,
        region: region.to_owned(),
        path: path.to_owned(),
        brand: service.brand.clone(),
        name: service.name.get(lang).to_owned(),
        narrowed,
    })
}

impl Group {
    pub(super) fn asked(&self) -> i64 {
        self.figures.first().map_or(0, |cell| cell.rupiah)
    }
}
