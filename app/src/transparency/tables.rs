//! The figures as tables: the same rows for the page, the drawing and the files.
mod money;
mod results;
mod work;

use super::words::Topic;
use crate::{
    error::AppError,
    lang::pick,
    server::{Asked, in_query},
};
use domain::{
    pack::Service,
    words::{Lang, number},
};
use engine::gallery_of;
use serde::Serialize;

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) enum Unit {
    /// Things.
    Count,
    /// Whole rupiah.
    Rupiah,
    /// Working days.
    Days,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its stable name in files.
    pub(crate) key: &'static str,
    pub(crate) label: String,
    pub(crate) unit: Unit,
}

/// A value, with the list that it counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Value {
    /// `None` where nothing is told.
    pub(crate) n: Option<i64>,
    pub(crate) href: Option<String>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its stable name in files.
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) href: Option<String>,
    pub(crate) values: Vec<Value>,
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) title: String,
    pub(crate) definition: String,
    /// What the rows are.
    pub(crate) of: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
    pub(crate) total: Option<Row>,
    /// Years to choose from, the newest first.
    pub(crate) years: Vec<i32>,
    /// The column that is drawn, and the one that is drawn within it.
    pub(crate) drawn: (usize, Option<usize>),
}

impl Table {
    /// The rows with the most in a column first, those that have as much by their names.
    fn greatest_first(&mut self, column: usize) {
        let n = |row: &Row| row.values.get(column).and_then(|value| value.n);
        self.rows.sort_by(|a, b| (n(b), &a.label).cmp(&(n(a), &b.label)));
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self { n: Some(n), href: None }
    }
}

/// A value as it is read.
pub(crate) fn said(value: &Value, unit: Unit, lang: Lang) -> String {
    match (value.n, unit) {
        (None, _) => "–".to_owned(),
        (Some(n), Unit::Rupiah) => format!("Rp\u{a0}{}", number(n, lang)),
        (Some(n), Unit::Count | Unit::Days) => number(n, lang),
    }
}

/// What part of a figure is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// Of a budget year.
    pub(crate) year: Option<i32>,
    /// Of a part of the region, by its code.
    pub(crate) district: Option<String>,
}

impl Part {
    /// What of it a topic knows.
    pub(crate) fn of(self, topic: Topic) -> Self {
        Self { year: self.year.filter(|_| topic.by_year()), district: self.district.filter(|_| topic == Topic::Money) }
    }

    /// An address with this part behind it.
    pub(crate) fn address(&self, path: &str) -> String {
        let year = self.year.map(|year| format!("tahun={year}"));
        let district = self.district.as_deref().map(|code| format!("kecamatan={}", in_query(code)));
        let pairs: Vec<String> = year.into_iter().chain(district).collect();
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }
}

/// A figure of a region, or of a part of it.
///
/// # Errors
/// `NotFound` where the region has nothing of the kind.
pub(crate) async fn table(asked: &Asked, region: &str, topic: Topic, part: &Part) -> Result<Table, AppError> {
    let Part { year, district } = part.clone().of(topic);
    let place = match district.as_deref() {
        Some(code) => Some(asked.pack.district(code).ok_or(AppError::NotFound)?.name.as_str()),
        None => None,
    };
    let of = Of { asked, region, year, district: district.as_deref(), lang: asked.lang };
    let mut table = match topic {
        Topic::Money => of.money().await?,
        Topic::MoneyByAgency => of.money_by_agency().await?,
        Topic::MoneyByDistrict => of.money_by_district().await?,
        Topic::MoneyByYear => of.money_by_year().await?,
        Topic::Recipients => of.recipients().await?,
        Topic::Licences => of.ended(|s| s.licence.is_some()).await?,
        Topic::Complaints => of.ended(rates).await?,
        Topic::Reasons => of.reasons().await?,
        Topic::Satisfaction => of.satisfaction().await?,
        Topic::Projects => of.projects().await?,
        Topic::Performance => of.performance().await?,
        Topic::Pace => of.pace().await?,
    };
    let title = topic.title(asked.lang);
    table.title = place.map_or_else(|| title.to_owned(), |place| format!("{title}: {place}"));
    table.definition = topic.definition(asked.lang).to_owned();
    Ok(table)
}

/// Whether a region has anything of a kind to tell: what its pack offers says so, without a look at the cases.
pub(crate) fn has(pack: &domain::pack::Pack, topic: Topic) -> bool {
    let any = |of: fn(&Service) -> bool| pack.services.iter().any(|s| !s.hidden && of(s));
    match topic {
        Topic::Money | Topic::MoneyByAgency | Topic::MoneyByDistrict | Topic::MoneyByYear => any(pays),
        Topic::Recipients => any(|s| pays(s) && s.lists.organisation.is_some()),
        Topic::Licences => any(|s| s.licence.is_some()),
        Topic::Complaints | Topic::Satisfaction => any(rates),
        Topic::Projects => gallery_of(pack).is_ok(),
        Topic::Performance => pack.performance.is_some(),
        Topic::Reasons | Topic::Pace => any(|_| true),
    }
}

/// Whether its applicants rate what became of their cases.
fn rates(service: &Service) -> bool {
    service.workflows.iter().any(|w| w.figures.rating.is_some())
}

/// Whether it hands out money: what is built is told among the projects, what is wished for among the proposals.
fn pays(service: &Service) -> bool {
    service.lists.amount.is_some() && service.project.is_none() && service.support.is_none()
}

struct Of<'a> {
    asked: &'a Asked,
    region: &'a str,
    year: Option<i32>,
    district: Option<&'a str>,
    lang: Lang,
}

impl Of<'_> {
    fn say(&self, id: &'static str, en: &'static str) -> String {
        pick(self.lang, id, en).to_owned()
    }

    fn services(&self) -> impl Iterator<Item = &Service> {
        self.asked.pack.services.iter().filter(|s| !s.hidden)
    }

    fn column(&self, key: &'static str, id: &'static str, en: &'static str, unit: Unit) -> Column {
        Column { key, label: self.say(id, en), unit }
    }

    fn empty(&self, of: String, columns: Vec<Column>) -> Table {
        Table { title: String::new(), definition: String::new(), of, columns, rows: vec![], total: None, years: vec![], drawn: (0, None) }
    }
}
