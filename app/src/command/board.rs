//! What the board shows, as it travels to the browser.
use crate::{desk::drawn::Drawn, error::AppError, wire::Wire};
use domain::{board::Counted, time::Instant};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The board of a region at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoardView {
    /// The command center's own name.
    pub name: String,
    /// The region's name, and its slug.
    pub region: String,
    pub slug: String,
    /// The last change that it surely holds: the stream goes on behind it.
    pub seq: i64,
    /// When it was true, milliseconds since 1970 in UTC.
    pub at: Instant,
    /// The same as a time of day with its zone.
    pub at_words: String,
    /// The day, and whether offices are open.
    pub day_words: String,
    /// Other pages of the command center that the reader may open: name and address.
    pub tools: Vec<(String, String)>,
    /// What calls for somebody, drawn; empty where nothing does.
    pub alerts: Drawn,
    /// The districts, drawn, and what the drawing says.
    pub map: Drawn,
    pub map_words: String,
    /// Cases that run.
    pub open: i64,
    /// Of them, those that wait for their applicants.
    pub waiting: i64,
    /// Due today at an office.
    pub due_today: i64,
    /// Late at an office.
    pub overdue: i64,
    /// Handed in today.
    pub arrived: i64,
    /// Decided by officers today.
    pub decided: i64,
    /// Ended today.
    pub closed: i64,
    /// The oldest stay: how long, where, and the list it stands in.
    pub oldest: Option<(String, String, String)>,
    /// The lists behind the figures, as [`DOORS`] has them.
    pub doors: [String; 7],
    /// The stages in the order in which a case passes them.
    pub stages: Vec<StageRow>,
    /// The last fifteen days, the oldest first.
    pub days: Vec<DayRow>,
}

impl BoardView {
    /// As the page carries it that draws it.
    #[must_use]
    pub fn in_page(self) -> Self {
        Self { map: self.map.in_page(), alerts: self.alerts.in_page(), ..self }
    }
}

/// The figures in the order of their doors.
pub const DOORS: [Counted; 7] = Counted::ALL;

/// One stage with what stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageRow {
    /// The stage.
    pub label: String,
    /// The service, where the region has several.
    pub service: Option<String>,
    /// The list that it counts, and the list of those that are late.
    pub href: String,
    pub late_href: String,
    /// How many working days half of them, and nine of ten, have been there at most.
    pub ages: Option<(i64, i64)>,
    /// Cases there.
    pub open: i64,
    /// Of them, due today.
    pub due_today: i64,
    /// Of them, late.
    pub overdue: i64,
    /// How long the oldest has been there.
    pub oldest: Option<String>,
    /// Whether the applicants hold what stands there: their term is not the office's lateness.
    pub waits: bool,
}

/// One day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayRow {
    /// The day in words.
    pub label: String,
    /// Handed in.
    pub arrived: i64,
    /// Decided by officers.
    pub decided: i64,
    /// Ended.
    pub closed: i64,
}

/// A region's board as it is now.
///
/// **Needs**: a post whose role sees the board. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
#[server(endpoint = "command/board", output = Wire)]
pub async fn board(region: String) -> Result<BoardView, AppError> {
    super::load::load(&region).await
}
