//! One deed done to many cases: to each on its own, by the rules that hold for it alone. A deed for many is one that asks the same
//! of each; whatever has to be looked at case by case is none.
use crate::{
    case::{self, CaseState, Event, Input, Refusal},
    pack::Pack,
    people::{AccountId, Person},
    time::{Day, Instant},
    workflow::Action,
};
use serde::{Deserialize, Serialize};

/// Most cases that something is done to at once.
pub const MOST: u32 = 500;
/// How long what was ordered waits, milliseconds: until then it can be taken back, because nothing has happened.
pub const UNDO_MS: i64 = 10_000;

/// What is done to each case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub enum Deed {
    /// An action of the workflow, at one stage of one service.
    Act {
        /// The service's key.
        service: String,
        /// The stage's key.
        stage: String,
        /// The action's key.
        action: String,
        /// What comes with it; each case adds the version that was seen.
        #[serde(default)]
        input: Box<Input>,
    },
    /// The officer takes it.
    Take {
        /// Why, where colleagues work on some.
        #[serde(default)]
        reason: String,
    },
    /// The officer gives it back to the desk.
    LetGo,
    /// Somebody else gets it.
    HandOver {
        /// Who.
        to: AccountId,
        /// Why; needed where it is not the officer's own.
        #[serde(default)]
        reason: String,
    },
    /// It is put aside until a day.
    Hold {
        /// The day on which it is in the list again.
        until: Day,
        /// Why.
        reason: String,
    },
    /// What was put aside is taken up again.
    Resume,
}

impl Action {
    /// Whether it can be done to many cases at once: officers take it, and it asks nothing that is each case's own: no checklist,
    /// no cross-check, no comparison, no flag, no amount, no file.
    #[must_use]
    pub fn is_for_many(&self) -> bool {
        use crate::{
            form::Kind,
            workflow::{Effect, Needs},
        };
        let own = |kind: &Kind| {
            matches!(kind, Kind::File { .. } | Kind::Rows { .. } | Kind::Rupiah { .. } | Kind::Computed { .. } | Kind::Point { .. })
        };
        let alone =
            self.by_applicant || self.by_list || self.compares || self.recuses || self.raises.is_some() || self.sets_amount.is_some();
        let looks = self.checklist != Needs::Nothing || !self.checks.is_empty();
        let asks = self.captures.iter().any(|f| own(&f.kind) || f.prefill.is_some());
        !alone && !looks && !asks && self.effect != Effect::Return
    }
}

/// What the deed makes of one case: nothing where it is so already.
///
/// # Errors
/// As the same deed alone; [`Refusal::NotFromHere`] where the case stands elsewhere than the deed is for.
pub fn judge(
    pack: &Pack,
    state: &CaseState,
    (person, to): (&Person, Option<&Person>),
    (deed, seen): (&Deed, u32),
    at: Instant,
) -> Result<Vec<Event>, Refusal> {
    let one = |event: Event| vec![event];
    match deed {
        Deed::Act { service, stage, action, input } => {
            let many = pack.workflow_of(state).and_then(|w| w.action(&state.stage, action)).is_some_and(Action::is_for_many);
            if state.service != *service || state.stage != *stage || !many {
                return Err(Refusal::NotFromHere { stage: pack.stage_label(state) });
            }
            let input = Input { seen, ..(**input).clone() };
            case::act(pack, state, person, action, &input, at).map(one)
        }
        Deed::Take { reason } => case::take(pack, state, person, reason, pack.desk.lease_minutes, at).map(one),
        Deed::LetGo => Ok(case::let_go(pack, state, person, at)?.into_iter().collect()),
        Deed::HandOver { reason, .. } => {
            let to = to.ok_or(Refusal::CantTake)?;
            case::hand_over(pack, state, person, to, reason, at).map(one)
        }
        Deed::Hold { until, reason } => case::hold(pack, state, person, Some(*until), reason, at).map(one),
        Deed::Resume if state.held_until.is_none() => Ok(vec![]),
        Deed::Resume => case::hold(pack, state, person, None, "", at).map(one),
    }
}
