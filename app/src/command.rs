//! The command center: a region's work on one screen, live. What it counts is kept by the engine with every event, so a
//! board reads few rows whatever the history's size.
mod bars;
mod board;
mod chart;
mod fresh;
#[cfg(feature = "ssr")]
mod load;
mod page;
mod tiles;
#[cfg(feature = "ssr")]
mod wall;

pub use page::BoardPage;
#[cfg(feature = "ssr")]
pub(crate) use wall::posts;
#[cfg(feature = "ssr")]
pub use wall::{LinksPage, WallPage, wall_token};
