//! What officers did, counted by who did it, so that whoever watches over offices sees who is slow, who sends much back, who passes the
//! queue over and who asks people to come. In 2017 slowness and meetings were how licences were sold.
use crate::{
    case::{Event, Happening},
    pace::Pace,
    people::AccountId,
    time::{Day, Zone},
    workflow::Effect,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeedKind {
    /// A case went on.
    Passed,
    /// It was sent back to its applicant.
    Returned,
    /// It was refused.
    Refused,
    /// It went back to an earlier office.
    SentBack,
    /// An older case was passed over.
    Skipped,
    /// A flag was raised: somebody was asked to come.
    Flagged,
    /// A sealed answer was opened.
    Opened,
    /// The applicant was written to.
    Wrote,
}

impl DeedKind {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Passed, Self::Returned, Self::Refused, Self::SentBack, Self::Skipped, Self::Flagged, Self::Opened, Self::Wrote];

    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Returned => "returned",
            Self::Refused => "refused",
            Self::SentBack => "sent_back",
            Self::Skipped => "skipped",
            Self::Flagged => "flagged",
            Self::Opened => "opened",
            Self::Wrote => "wrote",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether a case left an office by it, so that it has taken so many days.
    #[must_use]
    pub const fn is_decision(self) -> bool {
        matches!(self, Self::Passed | Self::Returned | Self::Refused | Self::SentBack)
    }
}

/// Most working days that are told apart.
pub const MOST_DAYS: u32 = 250;

/// One thing that an officer did.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Deed {
    /// Who.
    pub account: AccountId,
    /// At which stage.
    pub stage: String,
    /// What.
    pub kind: DeedKind,
    /// Working days that the stage's clock had used up; nothing where no case left by it.
    pub days: u32,
}

/// What an event counts for, for the officer whose act it is.
#[must_use]
pub fn deeds(event: &Event) -> Vec<Deed> {
    let Some(account) = event.actor.account.filter(|_| event.actor.role.is_some()) else { return vec![] };
    let deed = |stage: &str, kind, days| Deed { account, stage: stage.to_owned(), kind, days };
    match &event.what {
        Happening::Moved(moved) => {
            let kind = match moved.effect {
                Effect::Advance | Effect::Reopen => Some(DeedKind::Passed),
                Effect::Return => Some(DeedKind::Returned),
                Effect::Refuse => Some(DeedKind::Refused),
                Effect::Back => Some(DeedKind::SentBack),
                Effect::Note | Effect::Resubmit | Effect::Withdraw | Effect::Object | Effect::Lapse => None,
            };
            let days = moved.left_clock.as_ref().map_or(0, |clock| clock.used.min(MOST_DAYS));
            let stage = &moved.from;
            let decided = kind.map(|kind| deed(stage, kind, days));
            let skipped = moved.skipped.as_ref().map(|_| deed(stage, DeedKind::Skipped, 0));
            let flagged = (!moved.raises.is_empty()).then(|| deed(stage, DeedKind::Flagged, 0));
            decided.into_iter().chain(skipped).chain(flagged).collect()
        }
        Happening::Revealed { .. } => vec![deed("", DeedKind::Opened, 0)],
        Happening::Said { .. } => vec![deed("", DeedKind::Wrote, 0)],
        _ => vec![],
    }
}

/// Deeds of a day at a service, with how many there were: how they are kept.
pub type Counted = BTreeMap<(Day, Deed), i64>;

/// What the events of a case add to the counts, by the days of a zone.
#[must_use]
pub fn counted<'e>(events: impl IntoIterator<Item = &'e Event>, zone: Zone) -> Counted {
    let mut counted = Counted::new();
    for event in events {
        let day = event.at.day(zone);
        deeds(event).into_iter().for_each(|one| *counted.entry((day, one)).or_default() += 1);
    }
    counted
}

/// What one officer did over some time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    counts: BTreeMap<DeedKind, i64>,
    /// Decisions by the working days that they took.
    took: BTreeMap<u32, i64>,
}

impl Tally {
    /// Adds `n` deeds of a kind, each of which took so many working days.
    pub fn add(&mut self, kind: DeedKind, days: u32, n: i64) {
        *self.counts.entry(kind).or_default() += n;
        if kind.is_decision() {
            *self.took.entry(days).or_default() += n;
        }
    }

    /// Adds another's.
    pub fn merge(&mut self, other: &Self) {
        other.counts.iter().for_each(|(kind, n)| *self.counts.entry(*kind).or_default() += n);
        other.took.iter().for_each(|(days, n)| *self.took.entry(*days).or_default() += n);
    }

    /// How many of a kind.
    #[must_use]
    pub fn of(&self, kind: DeedKind) -> i64 {
        self.counts.get(&kind).copied().unwrap_or(0)
    }

    /// How many decisions.
    #[must_use]
    pub fn decisions(&self) -> i64 {
        self.took.values().sum()
    }

    /// Half of the decisions took so many working days or fewer; nothing without decisions.
    #[must_use]
    pub fn median(&self) -> Option<u32> {
        let took = self.took.iter().filter_map(|(days, n)| Some((*days, u32::try_from(*n).ok()?)));
        Pace::of(took.collect()).map(|pace| pace.median)
    }

    /// How many of a hundred decisions were of a kind; nothing without decisions.
    #[must_use]
    pub fn share(&self, kind: DeedKind) -> Option<i64> {
        let all = self.decisions();
        (all > 0).then(|| (self.of(kind) * 100 + all / 2) / all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_decisions_take_the_median_or_less() {
        let mut tally = Tally::default();
        assert_eq!((tally.median(), tally.share(DeedKind::Returned)), (None, None));
        tally.add(DeedKind::Passed, 1, 3);
        tally.add(DeedKind::Returned, 5, 2);
        tally.add(DeedKind::Refused, 9, 1);
        tally.add(DeedKind::Opened, 0, 40);
        assert_eq!((tally.decisions(), tally.median()), (6, Some(1)), "what decides nothing counts for no days");
        assert_eq!((tally.share(DeedKind::Returned), tally.share(DeedKind::Refused)), (Some(33), Some(17)));
        let mut all = tally.clone();
        tally.add(DeedKind::Passed, 7, 4);
        assert_eq!(tally.median(), Some(5));
        all.merge(&tally);
        assert_eq!((all.decisions(), all.of(DeedKind::Opened)), (16, 80));
    }

    #[test]
    fn every_kind_has_its_name() {
        assert!(DeedKind::ALL.into_iter().all(|kind| DeedKind::of(kind.name()) == Some(kind)));
    }
}
