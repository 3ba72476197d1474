//! What officers have on their piles, for the staff room; a wall names nobody.
use super::{Board, may_see};
use crate::{Failure, Visitor, open::Inner};
use domain::{
    board::Counted,
    pack::Pack,
    people::AccountId,
    time::{Day, Instant},
};
use std::collections::BTreeMap;

/// What an officer works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerLoad {
    /// Who.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Cases on their pile.
    pub all: i64,
    /// Of them, those whose term is over.
    pub late: i64,
    /// Of them, those whose term ends today.
    pub due_today: i64,
}

/// The region's desks, `role@agency`.
pub(crate) fn desks(pack: &Pack) -> Vec<String> {
    let of = |role: &domain::pack::Role| {
        let agencies = crate::accounts::agencies_of(pack, &role.key).into_iter().flatten();
        agencies.map(|agency| format!("{}@{}", role.key, agency.0)).collect::<Vec<_>>()
    };
    pack.roles.iter().flat_map(of).collect()
}

/// Cases, late ones, and those due today, of a pile.
pub(crate) type Sum = (i64, i64, i64);

/// What each officer works on.
pub(crate) async fn piles(inner: &Inner, pack: &Pack, at: Instant) -> Result<BTreeMap<AccountId, Sum>, Failure> {
    let today = at.day(pack.zone()).number();
    let mut piles: BTreeMap<AccountId, Sum> = BTreeMap::new();
    for pile in store::counts::piles(&inner.db, pack.code(), &desks(pack), at, Day::MAX).await? {
        let Some(who) = pile.assignee else { continue };
        let sum = piles.entry(who).or_default();
        sum.0 += pile.n;
        let counted = |counted: Counted| if counted.counts(pile.due, false, today) { pile.n } else { 0 };
        sum.1 += counted(Counted::Overdue);
        sum.2 += counted(Counted::DueToday);
    }
    Ok(piles)
}

impl Board {
    /// What each officer works on, the largest pile first.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for roles that don't see boards.
    pub async fn load(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<OfficerLoad>, Failure> {
        may_see(pack, visitor)?;
        let piles = piles(&self.0, pack, self.0.now()).await?;
        let mut names = store::assign::names(&self.0.db, &piles.keys().copied().collect::<Vec<_>>()).await?;
        let load = piles.into_iter().map(|(account, (all, late, due_today))| OfficerLoad {
            account,
            name: names.remove(&account).unwrap_or_default(),
            all,
            late,
            due_today,
        });
        let mut load: Vec<OfficerLoad> = load.collect();
        load.sort_by(|one, other| (other.all, other.late).cmp(&(one.all, one.late)).then_with(|| one.name.cmp(&other.name)));
        Ok(load)
    }
}
