//! The transparency portal: every public figure with a place of its own, a date, a definition, the list that it counts and a file; and
//! the region's open data. Plain pages.
mod data_page;
mod feed;
mod figure_page;
mod files;
mod opened;
mod portal_page;
mod search_page;
mod tables;
mod words;

pub(crate) use data_page::DataPage as OpenDataPage;
pub(crate) use figure_page::FigurePage;
pub(crate) use portal_page::PortalPage;
pub(crate) use search_page::SearchPage;

pub(crate) use opened::site;

/// What the portal sends as files.
pub(crate) fn routes() -> axum::Router {
    files::gets().merge(opened::gets()).merge(feed::gets())
}
