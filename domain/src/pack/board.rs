//! The boards of a command center as pack data: which screens a wall goes through, and what stands on each. What a tile counts is
//! Terang's to know; which are shown, in which order and for how long is the region's.
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// A board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BoardRule {
    /// Stable key.
    pub key: String,
    /// Its name.
    pub name: Text,
    /// Its screens, in the order in which they come.
    pub screens: Vec<Screen>,
}

/// A screen of a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Screen {
    /// Its heading.
    pub title: Text,
    /// For how long it stands, seconds.
    pub seconds: u32,
    /// One service alone; all without.
    #[serde(default)]
    pub service: Option<String>,
    /// The large figures.
    pub tiles: Vec<Tile>,
    /// What stands below them.
    #[serde(default)]
    pub panels: Vec<Panel>,
}

/// A large figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tile {
    /// Cases that run.
    Open,
    /// Cases that wait for their applicants.
    Waiting,
    /// Cases due today at an office.
    DueToday,
    /// Cases past their term at an office.
    Overdue,
    /// How long the oldest has been at an office's stage.
    Oldest,
    /// How long half of what is at an office's stage has been there at most.
    AgeMedian,
    /// How long nine of ten have been there at most.
    AgeSlow,
    /// Handed in today.
    Arrived,
    /// Decided by officers today.
    Decided,
    /// Ended today.
    Closed,
}

/// What stands below the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Panel {
    /// The stages with what stands there and for how long.
    Stages,
    /// Arrivals and decisions of the last days.
    Days,
    /// What officers have on their piles.
    Load,
    /// How long decisions took.
    Pace,
    /// The districts with what runs there.
    Map,
    /// What has been late longest.
    Late,
    /// What sources outside say.
    Signals,
}
