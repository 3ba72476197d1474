//! A desk's list as a table to keep: all that it is narrowed to, however long, read page by page and sent as it is read. What is
//! shown is what the list shows, and nothing private.
mod csv;
mod xlsx;

use super::{
    answers::Reader,
    columns::{Cell, Column},
    here::Here,
    office::Office,
    queue::{asked_among, list_href},
};
use crate::server::{see, to_sign_in};
use axum::{
    Router,
    extract::Query,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::queue::Filter;
use engine::Failure;
use http::{StatusCode, header};

/// Lines that are read at a time.
const PAGE: u32 = 1_000;

pub(super) fn gets() -> Router {
    Router::new().route("/{region}/meja/ekspor.csv", get(csv)).route("/{region}/meja/ekspor.xlsx", get(xlsx))
}

/// A list on its way out.
struct Table {
    here: Here,
    filter: Filter,
    /// What was read and not yet sent, and where the rest begins; nothing is left after the end.
    read: Vec<[Cell; 15]>,
    after: Option<String>,
    over: bool,
}

impl Table {
    /// The headings.
    fn head(&self) -> Vec<String> {
        Column::ALL.map(|c| c.label(&self.here.pack, self.here.lang)).into()
    }

    /// The next lines; none once all are read.
    async fn next(&mut self) -> Result<Vec<[Cell; 15]>, Failure> {
        if self.read.is_empty() && !self.over {
            self.read().await?;
        }
        Ok(std::mem::take(&mut self.read))
    }

    /// Reads the next lines; gives whether there are more that no page has.
    async fn read(&mut self) -> Result<bool, Failure> {
        let (engine, here) = (&self.here.engine, &self.here);
        let page = engine.desk().lines(&here.pack, &here.visitor, &self.filter, self.after.as_deref(), PAGE).await?;
        let reader = Reader { pack: &here.pack, lang: here.lang, today: here.today() };
        let at = engine.now();
        let rows = page.lines.iter().map(|line| Column::ALL.map(|column| column.cell(&reader, line, at, &page.names))).collect();
        (self.read, self.over, self.after) = (rows, page.next.is_none(), page.next);
        Ok(page.cut)
    }
}

/// The table with its first lines, so that what can't be had is refused before a file begins. A search that found too much goes
/// back to the list, which says so: nobody is to take a part for the whole.
async fn table(office: &Office, words: &[(String, String)]) -> Result<Table, Box<Response>> {
    let filter = asked_among(words);
    let list = list_href(office.slug.as_str(), &filter);
    let begun = async {
        let mut table = Table { here: office.here()?, filter, read: vec![], after: None, over: false };
        let cut = table.read().await?;
        Ok((table, cut))
    };
    Err(Box::new(match begun.await {
        Ok((table, false)) => return Ok(table),
        Ok((_, true)) => see(&list),
        Err(Failure::SignedOut) => to_sign_in(&list),
        Err(Failure::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(Failure::Forbidden) => StatusCode::FORBIDDEN.into_response(),
        Err(failure) => {
            tracing::error!(%failure, "a list could not be read for a file");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }))
}

/// The file's heads: a name with the day that it was true on.
fn named(table: &Table, kind: &str, media: &'static str) -> [(header::HeaderName, String); 3] {
    let name = format!("meja-{}-{}.{kind}", table.here.pack.region.slug.as_str(), table.here.today());
    [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ]
}

async fn csv(office: Office, Query(words): Query<Vec<(String, String)>>) -> Response {
    match table(&office, &words).await {
        Ok(table) => (named(&table, "csv", "text/csv; charset=utf-8"), csv::body(table)).into_response(),
        Err(refused) => *refused,
    }
}

async fn xlsx(office: Office, Query(words): Query<Vec<(String, String)>>) -> Response {
    let table = match table(&office, &words).await {
        Ok(table) => table,
        Err(refused) => return *refused,
    };
    let heads = named(&table, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    match xlsx::body(table).await {
        Ok(body) => (heads, body).into_response(),
        Err(incident) => {
            tracing::error!(%incident, "a table could not be written");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
