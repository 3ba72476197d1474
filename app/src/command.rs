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

pub use page::BoardPage;
