//! The command center: a region's work on one screen, live. What it counts is kept by the engine with every event, so a
//! board reads few rows whatever the history's size.
#[cfg(feature = "ssr")]
mod alerts;
mod bars;
#[cfg(feature = "ssr")]
mod behind;
mod board;
mod chart;
#[cfg(feature = "ssr")]
mod deeds_page;
#[cfg(feature = "ssr")]
mod digest;
mod fresh;
#[cfg(feature = "ssr")]
mod load;
#[cfg(feature = "ssr")]
mod load_page;
mod page;
#[cfg(feature = "ssr")]
mod places;
#[cfg(feature = "ssr")]
mod signals;
mod tiles;
#[cfg(feature = "ssr")]
mod wall;

#[cfg(feature = "ssr")]
pub use alerts::{AlertsPage, IncidentPage};
#[cfg(feature = "ssr")]
pub use behind::BehindPage;
#[cfg(feature = "ssr")]
pub use deeds_page::DeedsPage;
#[cfg(feature = "ssr")]
pub use digest::DigestPage;
#[cfg(feature = "ssr")]
pub use load_page::LoadPage;
pub use page::BoardPage;
#[cfg(feature = "ssr")]
pub use signals::SignalsPage;

/// The address of the list of the cases that are at a stage now.
#[cfg(feature = "ssr")]
pub(crate) fn list_of_stage(pack: &domain::pack::Pack, service: &str, stage: &str) -> String {
    let counted = domain::board::Counted::Open;
    let at = domain::board::Behind { service: Some(service.to_owned()), stage: Some(stage.to_owned()), ..behind::all(counted) };
    behind::href(pack, &at)
}

/// The command center's handlers.
#[cfg(feature = "ssr")]
pub(crate) fn posts() -> axum::Router {
    wall::posts().merge(alerts::posts()).merge(signals::posts()).merge(digest::gets())
}
#[cfg(feature = "ssr")]
pub use wall::{LinksPage, WallPage, wall_token};
