//! Who goes where, and in which order: teams are drawn by turns and chosen by nobody; older cases come first.
use crate::{Failure, assign::in_order, open::Inner};
use domain::{
    case::{CaseState, Event, Happening},
    pack::Pack,
    people::{AccountId, AgencyKey},
    workflow::{Action, Division},
};
use store::Tx;

/// More older cases than this are not counted: they are many.
const MOST_AHEAD: u32 = 99;

/// What the turns of a draw are noted under.
fn turns(role: &str, agency: Option<&AgencyKey>) -> String {
    format!("draw:{role}@{}", agency.map_or("", |a| a.0.as_str()))
}

/// The agency that holds the case where an action leads: its officers are drawn.
fn agency_there(pack: &Pack, state: &CaseState, action: &Action) -> Option<AgencyKey> {
    let to = pack.workflow_of(state)?.stage(&action.to)?;
    pack.holder_of(to, state.affair.as_deref())
}

impl Inner {
    /// The officers whose turn it is, where the action draws some: those of the post who are there today, whose case it is not and who
    /// did not stand aside. Nothing is noted yet, so that asking twice gives the same.
    pub(crate) async fn drawn(&self, pack: &Pack, state: &CaseState, action: &str) -> Result<Vec<AccountId>, Failure> {
        let Some(action) = pack.workflow_of(state).and_then(|w| w.action(&state.stage, action)) else { return Ok(vec![]) };
        let Some(rule) = &action.draws else { return Ok(vec![]) };
        let agency = agency_there(pack, state, action);
        let mut people = self.holders_of(pack, &rule.role, agency.as_ref()).await?;
        people.retain(|p| state.applicant != Some(p.account) && !state.recused.contains(&p.account));
        let (desk, at) = (turns(&rule.role, agency.as_ref()), self.now());
        let of = self.pack_of(pack.code()).ok_or(Failure::NotFound)?;
        let order = self
            .db
            .write_in(pack.code(), move |tx| Box::pin(async move { in_order(tx, &of, &people, (&desk, Division::Rotation), at).await }))
            .await?;
        Ok(order.into_iter().map(|load| load.account).take(rule.count as usize).collect())
    }

    /// How many cases came to the stage before this one and still wait for this officer or for anybody, where the oldest comes first.
    pub(crate) async fn ahead(&self, pack: &Pack, state: &CaseState, officer: AccountId) -> Result<u32, Failure> {
        let in_order = pack.workflow_of(state).and_then(|w| w.stage(&state.stage)).is_some_and(|s| s.in_order);
        if !in_order {
            return Ok(0);
        }
        let today = self.now().day(pack.zone());
        Ok(store::cases::ahead(&self.db, pack.code(), state, officer, today, MOST_AHEAD).await?)
    }
}

/// Notes that it was the turn of those who were drawn.
pub(crate) async fn take_turns(tx: &mut Tx<'_>, pack: &Pack, state: &CaseState, event: &Event) -> Result<(), Failure> {
    let Happening::Moved(moved) = &event.what else { return Ok(()) };
    if moved.team.is_empty() {
        return Ok(());
    }
    let action = pack.workflow_of(state).and_then(|w| w.action(&moved.from, &moved.action));
    let Some(rule) = action.and_then(|a| a.draws.as_ref()) else { return Ok(()) };
    let desk = turns(&rule.role, state.agency.as_ref());
    for (i, account) in moved.team.iter().enumerate() {
        let at = event.at.plus_ms(i64::try_from(i).unwrap_or(0));
        store::assign::take_turn(tx, pack.code(), &desk, *account, at).await?;
    }
    Ok(())
}
