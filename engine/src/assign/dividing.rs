//! The rule of a stage that gives what comes there to one of those who hold the post: to whoever has least, or to each in turn.
//! Whoever is away gets nothing; where nobody is there, or nobody may, it waits at the desk for whoever comes first.
use crate::{Failure, keep, open::Inner};
use domain::{
    case::{self, CaseState, Event, Handing},
    pack::Pack,
    people::{AccountId, Person},
    time::Instant,
    workflow::Division,
};
use store::{Tx, assign::Load};

/// Among whom a case is divided.
#[derive(Clone)]
pub(crate) struct Dividing {
    rule: Division,
    desk: String,
    people: Vec<Person>,
}

impl Inner {
    /// How a case that comes to another stage is divided; `None` where it does not, or nobody divides there. Looked up before the
    /// transaction, which looks again whether the case came there.
    pub(crate) async fn dividing(&self, pack: &Pack, before: Option<&CaseState>, after: &CaseState) -> Result<Option<Dividing>, Failure> {
        let rule = pack.workflow_of(after).and_then(|w| w.stage(&after.stage)).and_then(|s| s.divided);
        match rule.filter(|_| falls_to_somebody(before, after)) {
            Some(rule) => Ok(Some(Dividing { rule, desk: keep::holder(pack, after), people: self.holding(pack, after).await? })),
            None => Ok(None),
        }
    }
}

/// Whether a case has just come to a stage where nobody has it.
fn falls_to_somebody(before: Option<&CaseState>, after: &CaseState) -> bool {
    let came = before.is_none_or(|before| before.visits.len() < after.visits.len());
    came && after.is_open() && after.assignee.is_none()
}

impl Dividing {
    /// The event that gives the case to whom it falls to, and the note of their turn; `None` where it falls to nobody.
    pub(crate) async fn event(
        &self,
        tx: &mut Tx<'_>,
        pack: &Pack,
        (before, after): (Option<&CaseState>, &CaseState),
        at: Instant,
    ) -> Result<Option<Event>, Failure> {
        if !falls_to_somebody(before, after) || keep::holder(pack, after) != self.desk {
            return Ok(None);
        }
        let how = match self.rule {
            Division::Load => Handing::ByLoad,
            Division::Rotation => Handing::ByRotation,
        };
        store::assign::lock(tx, pack.code(), &self.desk).await?;
        let order = in_order(tx, pack, &self.people, (&self.desk, self.rule), at).await?;
        let turn = next_turn(&order, at);
        for load in order {
            let Some(person) = self.people.iter().find(|p| p.account == load.account) else { continue };
            if let Ok(event) = case::divide(pack, after, person, how, at) {
                store::assign::take_turn(tx, pack.code(), &self.desk, load.account, turn).await?;
                return Ok(Some(event));
            }
        }
        Ok(None)
    }
}

/// Those who are there today, the one that the next case falls to first.
pub(crate) async fn in_order(
    tx: &mut Tx<'_>,
    pack: &Pack,
    people: &[Person],
    (desk, rule): (&str, Division),
    at: Instant,
) -> Result<Vec<Load>, Failure> {
    let today = at.day(pack.zone());
    let away = store::assign::absences_in(tx, pack.code(), today).await?;
    let is_away = |account: AccountId| away.iter().any(|a| a.account == account && a.from <= today && today <= a.until);
    let there: Vec<AccountId> = people.iter().map(|p| p.account).filter(|account| !is_away(*account)).collect();
    let mut loads = store::assign::loads(tx, pack.code(), &there, (desk, rule == Division::Load), at).await?;
    loads.sort_by_key(|load| rank(rule, load));
    Ok(loads)
}

/// The time of the next turn. Many cases can come in one moment, as when a list is signed: each turn is later than the one before, or
/// all would fall to one.
pub(super) fn next_turn(order: &[Load], at: Instant) -> Instant {
    order.iter().filter_map(|load| load.turn).map(|last| last.plus_ms(1)).fold(at, Instant::max)
}

/// Who comes first by the rule; where two are alike, whoever got one longer ago.
pub(super) fn rank(rule: Division, load: &Load) -> (i64, i64, AccountId) {
    let turn = load.turn.map_or(i64::MIN, Instant::millis);
    match rule {
        Division::Load => (load.open, turn, load.account),
        Division::Rotation => (turn, load.open, load.account),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn who_has_least_or_whose_turn_it_is_comes_first() {
        let load =
            |n: u64, open: i64, turn: Option<i64>| Load { account: AccountId(Uuid::from_u64_pair(1, n)), open, turn: turn.map(Instant) };
        let order = |rule: Division| {
            let mut all = [load(1, 5, Some(10)), load(2, 3, Some(20)), load(3, 3, None)];
            all.sort_by_key(|l| rank(rule, l));
            all.map(|l| l.account.0.as_u64_pair().1)
        };
        assert_eq!(order(Division::Load), [3, 2, 1]);
        assert_eq!(order(Division::Rotation), [3, 1, 2]);
    }
}
