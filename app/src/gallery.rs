//! The gallery: what the region plans, builds and has built, for everybody. Plain pages that need no script; the map that moves is one
//! more page beside the list that says the same.
mod curve;
mod exhibits;
mod files;
mod list_page;
mod map_page;
mod narrowed;
mod plans_page;
mod project_page;
mod ranking_page;
pub(crate) mod support;
mod watch_page;
mod words;

pub(crate) use exhibits::{ExhibitsPage, KioskPage};
pub(crate) use list_page::GalleryPage;
pub(crate) use map_page::MapPage as ProjectMapPage;
pub(crate) use plans_page::PlansPage;
pub(crate) use project_page::ProjectPage;
pub(crate) use ranking_page::RankingPage;
pub(crate) use watch_page::WatchPage;

/// What the gallery sends as files, and the forms of support.
pub(crate) fn routes() -> axum::Router {
    files::gets().merge(support::posts())
}
