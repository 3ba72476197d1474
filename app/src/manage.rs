//! A region's administration: what its pack says and where that comes from, each workflow as a drawing with the cases that are on it now,
//! changes of rules that one drafts and another publishes, days off, tables, and who holds which post.
mod calendar_page;
mod change_page;
mod change_words;
mod changes_page;
mod flow;
mod flow_page;
mod home_page;
mod import_page;
mod over_page;
mod people_page;
mod values_page;

pub use calendar_page::CalendarPage;
pub use change_page::ChangePage;
pub use changes_page::ChangesPage;
pub use flow_page::FlowPage;
pub use home_page::ManagePage;
pub use import_page::ImportsPage;
pub use over_page::OverPage;
pub use people_page::PeoplePage;
pub use values_page::{ValuePage, ValuesPage};

use crate::{desk::here::Here, error::AppError};

/// The handlers.
pub(crate) fn posts() -> axum::Router {
    changes_page::posts()
        .merge(change_page::posts())
        .merge(values_page::posts())
        .merge(calendar_page::posts())
        .merge(import_page::posts())
        .merge(people_page::posts())
        .merge(over_page::posts())
}

/// Whoever administers the region or oversees it whole.
///
/// # Errors
/// As [`Here::of_page`], and `Forbidden` for everybody else.
fn manager(region: &str) -> Result<Here, AppError> {
    let here = Here::of_page(region)?;
    engine::Walls::manages(&here.pack, &here.visitor)?;
    Ok(here)
}
