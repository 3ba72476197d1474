//! What officers did, by name: for those who watch over offices, and for nobody else.
use super::{Board, may_see};
use crate::{Failure, Visitor};
use domain::{deed::Tally, pace::WINDOW, pack::Pack, people::AccountId};
use std::collections::BTreeMap;

/// What one officer did in the last [`WINDOW`] days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerDeeds {
    /// Who.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// What.
    pub tally: Tally,
}

impl Board {
    /// What each officer did lately at one service or at all, those with the most decisions first; and all of them together.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for roles that don't see boards.
    pub async fn deeds(&self, pack: &Pack, visitor: &Visitor, service: Option<&str>) -> Result<(Vec<OfficerDeeds>, Tally), Failure> {
        may_see(pack, visitor)?;
        let since = self.0.now().day(pack.zone()).plus_days(-WINDOW);
        let mut by: BTreeMap<AccountId, Tally> = BTreeMap::new();
        for (who, kind, days, n) in store::deeds::since(&self.0.db, pack.code(), since, service).await? {
            by.entry(who).or_default().add(kind, days, n);
        }
        let mut all = Tally::default();
        by.values().for_each(|tally| all.merge(tally));
        let mut names = store::assign::names(&self.0.db, &by.keys().copied().collect::<Vec<_>>()).await?;
        let named = |(account, tally)| OfficerDeeds { account, name: names.remove(&account).unwrap_or_default(), tally };
        let mut officers: Vec<OfficerDeeds> = by.into_iter().map(named).collect();
        officers.sort_by(|one, other| other.tally.decisions().cmp(&one.tally.decisions()).then_with(|| one.name.cmp(&other.name)));
        Ok((officers, all))
    }
}
