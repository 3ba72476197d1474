//! A case: one request for a service, as the fold of its events.
mod act;
mod arrive;
mod assign;
mod compare;
mod conditions;
mod escalate;
mod event;
mod facts;
mod fold;
mod input;
mod lengthen;
mod life;
mod measure;
mod money;
mod note;
mod pay;
mod prefill;
mod refusal;
mod reschedule;
mod reveal;
mod reversion;
mod right;
mod say;
mod sent_back;
mod state;
mod submit;
mod timeline;
mod timer;
mod visit;

pub use act::{Offer, act, offers};
pub use arrive::{automatic, deem};
pub use assign::{Assignee, Handing, divide, hand_over, hold, last_day, let_go, may_divide, may_work, take};
pub use compare::{Comparison, compare};
pub use conditions::{asked_items, cross_checks};
pub use escalate::{chain, due_steps, escalate, extend};
pub use event::{CHANGING, Event, Happening, OF_DESK};
pub use facts::{Amount, CheckMark, Follows, Listed, Moved, Raised, ReturnItem, Setting, Skipped, Submitted, Verdict};
pub use input::{Ask, Input};
pub use lengthen::lengthen;
pub use life::{licence_due, live_on, replace};
pub use measure::Measured;
pub use money::money;
pub use note::{Opinion, Question, ask_opinion, give_opinion, label, may_answer, may_read, note};
pub use pay::{PAYMENT, Payment, pay};
pub use prefill::{begun_with, differing, prefilled};
pub use refusal::Refusal;
pub use reschedule::reschedule;
pub use reveal::{may_reveal, reveal, reveal_for_recap};
pub use reversion::{Misfit, reversion};
pub use say::{answers_as, may_talk, say};
pub use sent_back::sent_back;
pub use state::CaseState;
pub use submit::{Submission, amend, submit};
pub use timeline::{Step, StepState, timeline};
pub use timer::{due_timers, fire};
pub use visit::{Outcome, Visit, VisitEnd};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A case, from its draft on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseId(pub Uuid);
