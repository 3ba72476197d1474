//! How long offices take: for each case the working days until its decision, without those on which its applicant held it; and what
//! that comes to over the last decisions of a service. Slowness was once a way to be paid; what is published can't be denied.
use crate::{
    case::{self, CaseState, Outcome},
    pack::Pack,
    time::{Day, Instant},
    workflow::Effect,
};
use serde::{Deserialize, Serialize};

/// Days that count for what is published.
pub const WINDOW: i64 = 90;

/// A decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The day.
    pub on: Day,
    /// Working days that offices took.
    pub days: u32,
}

/// Whether a case is granted or refused; what gives no money, when it is done.
fn is_decided(pack: &Pack, state: &CaseState) -> bool {
    matches!(state.outcome, Some(Outcome::Refused | Outcome::Done)) || case::money(pack, state).approved.is_some()
}

/// The decision, where an event at `at` brought it.
#[must_use]
pub fn decided(pack: &Pack, before: Option<&CaseState>, after: &CaseState, at: Instant) -> Option<Decided> {
    if before.is_some_and(|before| is_decided(pack, before)) || !is_decided(pack, after) {
        return None;
    }
    let (zone, calendar) = (pack.zone(), pack.calendar());
    let days = |visit: &case::Visit| match (&visit.end, &visit.agency) {
        // What was given back comes to the same stage again, and its clock counts on.
        (Some(end), Some(_)) if end.effect == Effect::Return => 0,
        (Some(end), Some(_)) => match end.used {
            Some((used, _)) => i64::from(used),
            None => calendar.workdays_between(visit.since.day(zone), end.at.day(zone)).max(0),
        },
        // The applicant held it, or it stands there still.
        _ => 0,
    };
    let days = after.visits.iter().map(days).sum::<i64>();
    Some(Decided { on: at.day(zone), days: u32::try_from(days).unwrap_or(0) })
}

/// How long the decisions of a service took: whole working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    /// How many decisions.
    pub decisions: u32,
    /// The fastest.
    pub fastest: u32,
    /// Half took as long or less.
    pub median: u32,
    /// Nine of ten took as long or less.
    pub slow: u32,
}

impl Pace {
    /// Of working days, each with how many decisions took so long; `None` where there was none.
    #[must_use]
    pub fn of(mut took: Vec<(u32, u32)>) -> Option<Self> {
        took.retain(|(_, decisions)| *decisions > 0);
        took.sort_unstable();
        let all: u64 = took.iter().map(|(_, decisions)| u64::from(*decisions)).sum();
        // The smallest of them which so many hundredths do not exceed: no figure is one that no case had.
        let at = |percent: u64| {
            let mut left = (all * percent).div_ceil(100).max(1);
            took.iter().find_map(|(days, decisions)| {
                let is_it = left <= u64::from(*decisions);
                left = left.saturating_sub(u64::from(*decisions));
                is_it.then_some(*days)
            })
        };
        Some(Self { decisions: u32::try_from(all).unwrap_or(u32::MAX), fastest: took.first()?.0, median: at(50)?, slow: at(90)? })
    }
}

#[cfg(test)]
mod tests {
    use super::Pace;
    use proptest::prelude::*;

    #[test]
    fn a_pace_is_made_of_days_that_cases_took() {
        assert_eq!(Pace::of(vec![]), None);
        assert_eq!(Pace::of(vec![(3, 0)]), None);
        assert_eq!(Pace::of(vec![(7, 1)]), Some(Pace { decisions: 1, fastest: 7, median: 7, slow: 7 }));
        let ten = Pace::of((1..=10).rev().map(|days| (days, 1)).collect()).unwrap();
        assert_eq!((ten.fastest, ten.median, ten.slow, ten.decisions), (1, 5, 9, 10));
        let grouped = Pace::of(vec![(12, 1), (2, 5), (4, 4)]).unwrap();
        assert_eq!((grouped.fastest, grouped.median, grouped.slow, grouped.decisions), (2, 2, 4, 10));
    }

    proptest! {
        #[test]
        fn as_many_as_said_took_no_longer(days in prop::collection::vec(0_u32..400, 1..200)) {
            let pace = Pace::of(days.iter().map(|days| (*days, 1)).collect()).unwrap();
            let within = |most: u32| days.iter().filter(|d| **d <= most).count() * 100;
            prop_assert!(within(pace.median) >= 50 * days.len() && within(pace.slow) >= 90 * days.len());
            prop_assert!(pace.fastest <= pace.median && pace.median <= pace.slow && days.contains(&pace.slow));
        }
    }
}
