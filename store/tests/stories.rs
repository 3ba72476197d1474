//! The same stories on both engines: what a command writes is there, together or not at all, and what it must not do is
//! refused in words that a caller can act on.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]
#[path = "stories/accounts.rs"]
mod accounts;
#[path = "stories/alerts.rs"]
mod alerts;
#[path = "stories/assign.rs"]
mod assign;
#[path = "stories/batches.rs"]
mod batches;
#[path = "stories/bulk.rs"]
mod bulk;
#[path = "stories/cases.rs"]
mod cases;
#[path = "stories/drafts.rs"]
mod drafts;
#[path = "engines/both.rs"]
mod engines;
#[path = "stories/figures.rs"]
mod figures;
#[path = "stories/find.rs"]
mod find;
#[path = "stories/licences.rs"]
mod licences;
#[path = "stories/lists.rs"]
mod lists;
#[path = "engines/made.rs"]
mod made;
#[path = "engines/moves.rs"]
mod moves;
#[path = "stories/notices.rs"]
mod notices;
#[path = "stories/papers.rs"]
mod papers;
#[path = "stories/public.rs"]
mod public;
#[path = "stories/stands.rs"]
mod stands;
#[path = "stories/tail.rs"]
mod tail;
#[path = "stories/wall.rs"]
mod wall;
#[path = "stories/writer.rs"]
mod writer;

use domain::region::RegionCode;
use store::Db;

/// A region beside the one whose stories are told.
fn other_region() -> RegionCode {
    "36".parse().unwrap()
}

/// Tells a story on a new SQLite file, then on a new PostgreSQL database.
async fn on_both(story: impl AsyncFn(Db)) {
    engines::on_sqlite(&story).await;
    engines::on_postgres(&story).await;
}
