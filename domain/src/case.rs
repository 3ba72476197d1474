//! A case: one request for a service, as the fold of its events.
mod act;
mod event;
mod refusal;
mod reveal;
mod state;
mod submit;
mod timeline;

pub use act::{Input, Offer, act, asked_items, offers};
pub use event::{Amount, CheckMark, Event, Happening, Listed, Moved, ReturnItem, Submitted, Verdict};
pub use refusal::Refusal;
pub use reveal::{may_reveal, reveal};
pub use state::{CaseState, Outcome, Visit, VisitEnd};
pub use submit::{Submission, amend, submit};
pub use timeline::{Step, StepState, timeline};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A case, from its draft on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseId(pub Uuid);
