//! A month of the whole region: reckoned as often as one likes, frozen once it can change no more, signed by somebody else, paid. What
//! turns out to be wrong afterwards is a line in a later month and never a rewrite.
use super::{month::Month, rules::PerformanceRules, window};
use crate::{
    people::AccountId,
    time::{Day, Instant, Zone},
};
use serde::{Deserialize, Serialize};

/// How a month stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthStatus {
    /// Work is entered and judged.
    #[default]
    Open,
    /// Nothing of it changes any more, and it waits for its signature.
    Frozen,
    /// Signed: slips are final, but for objections.
    Signed,
    /// Handed to the payroll.
    Paid,
}

impl MonthStatus {
    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Frozen => "frozen",
            Self::Signed => "signed",
            Self::Paid => "paid",
        }
    }
}

/// Figures of a whole month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// How many slips.
    pub people: u32,
    /// What the month's work is worth, rupiah.
    pub earned: i64,
    /// What is paid out, rupiah.
    pub paid: i64,
    /// SHA-256 over every slip in the order of staff numbers.
    pub digest: String,
}

/// What happened to a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthEvent {
    /// Which.
    pub month: Month,
    /// Counted from 1.
    pub version: u32,
    /// When.
    pub at: Instant,
    /// By whose account.
    pub by: Option<AccountId>,
    /// What.
    pub what: MonthHappening,
}

/// What can happen to a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MonthHappening {
    /// It was reckoned, to be looked at.
    Reckoned {
        /// What came out.
        totals: Totals,
        /// How many people could not be reckoned.
        faults: u32,
    },
    /// It was reckoned for the last time.
    Frozen {
        /// What came out.
        totals: Totals,
    },
    /// It was opened once more, before it was signed.
    Thawed {
        /// Why.
        why: String,
    },
    /// It was signed.
    Signed,
    /// It was handed to the payroll.
    Paid {
        /// The payroll's reference.
        reference: String,
    },
}

impl MonthHappening {
    /// Its name in the store.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Reckoned { .. } => "reckoned",
            Self::Frozen { .. } => "frozen",
            Self::Thawed { .. } => "thawed",
            Self::Signed => "signed",
            Self::Paid { .. } => "paid",
        }
    }
}

/// A month as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthState {
    /// Which.
    pub month: Month,
    /// How it stands.
    pub status: MonthStatus,
    /// How many events it has.
    pub version: u32,
    /// What came out when it was reckoned last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totals: Option<Totals>,
    /// How many people could not be reckoned then.
    #[serde(default)]
    pub faults: u32,
    /// When it was reckoned last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reckoned_at: Option<Instant>,
    /// Who froze it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frozen_by: Option<AccountId>,
    /// When it was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_at: Option<Instant>,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_by: Option<AccountId>,
    /// The payroll's reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// Why something is not done to a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthRefusal {
    /// It can still change until that day.
    NotOver(Day),
    /// It is not in the state for it.
    NotNow,
    /// An earlier month was reckoned and not frozen yet: what it owes would be lost.
    Earlier(Month),
    /// A later month is frozen: it took over what this one owes.
    Later(Month),
    /// People in it could not be reckoned.
    Faults(u32),
    /// Whoever froze it does not sign it.
    SamePerson,
    /// A reason or a reference is missing.
    NoWords,
}

impl MonthState {
    /// A month to which nothing happened yet.
    #[must_use]
    pub const fn new(month: Month) -> Self {
        Self {
            month,
            status: MonthStatus::Open,
            version: 0,
            totals: None,
            faults: 0,
            reckoned_at: None,
            frozen_by: None,
            signed_at: None,
            signed_by: None,
            reference: None,
        }
    }

    /// Whether nothing of it changes any more.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        self.status != MonthStatus::Open
    }

    /// The last day on which its slips can be objected to; nothing before they were signed.
    #[must_use]
    pub fn objections_close(&self, rules: &PerformanceRules, zone: Zone) -> Option<Day> {
        Some(self.signed_at?.day(zone).plus_days(i64::from(rules.objection.file_days)))
    }

    /// Whether something may happen to it.
    ///
    /// # Errors
    /// [`MonthRefusal`].
    pub fn may(&self, rules: &PerformanceRules, today: Day, by: AccountId, what: &MonthHappening) -> Result<(), MonthRefusal> {
        let is = |status| if self.status == status { Ok(()) } else { Err(MonthRefusal::NotNow) };
        let words = |text: &str| if text.trim().chars().count() < 3 { Err(MonthRefusal::NoWords) } else { Ok(()) };
        match what {
            MonthHappening::Reckoned { .. } => is(MonthStatus::Open),
            MonthHappening::Frozen { .. } => {
                is(MonthStatus::Open)?;
                let closes = rules.entry_on(self.month.last()).map_or(self.month.last(), |rule| window::judging_closes(rule, self.month));
                if today <= closes { Err(MonthRefusal::NotOver(closes)) } else { Ok(()) }
            }
            MonthHappening::Thawed { why } => is(MonthStatus::Frozen).and_then(|()| words(why)),
            MonthHappening::Signed => {
                is(MonthStatus::Frozen)?;
                if self.frozen_by == Some(by) { Err(MonthRefusal::SamePerson) } else { Ok(()) }
            }
            MonthHappening::Paid { reference } => is(MonthStatus::Signed).and_then(|()| words(reference)),
        }
    }

    /// The month after one more event.
    #[must_use]
    pub fn after(mut self, event: &MonthEvent) -> Self {
        self.version = event.version;
        match &event.what {
            MonthHappening::Reckoned { totals, faults } => {
                self.totals = Some(totals.clone());
                self.faults = *faults;
                self.reckoned_at = Some(event.at);
            }
            MonthHappening::Frozen { totals } => {
                self.totals = Some(totals.clone());
                self.faults = 0;
                self.reckoned_at = Some(event.at);
                self.status = MonthStatus::Frozen;
                self.frozen_by = event.by;
            }
            MonthHappening::Thawed { .. } => {
                self.status = MonthStatus::Open;
                self.frozen_by = None;
            }
            MonthHappening::Signed => {
                self.status = MonthStatus::Signed;
                self.signed_at = Some(event.at);
                self.signed_by = event.by;
            }
            MonthHappening::Paid { reference } => {
                self.status = MonthStatus::Paid;
                self.reference = Some(reference.clone());
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::performance::tests::{at, day, month, rules};
    use uuid::Uuid;

    fn who(n: u128) -> AccountId {
        AccountId(Uuid::from_u128(n))
    }

    #[test]
    fn a_month_is_frozen_when_it_is_over_and_signed_by_somebody_else() {
        let rules = rules();
        let mut state = MonthState::new(month("2026-06"));
        let frozen = MonthHappening::Frozen { totals: Totals::default() };
        assert_eq!(state.may(&rules, day("2026-07-08"), who(1), &frozen), Err(MonthRefusal::NotOver(day("2026-07-08"))));
        assert_eq!(state.may(&rules, day("2026-07-09"), who(1), &MonthHappening::Signed), Err(MonthRefusal::NotNow));
        assert_eq!(state.may(&rules, day("2026-07-09"), who(1), &frozen), Ok(()));
        let mut happen = |what: MonthHappening, by: u128| {
            let event = MonthEvent { month: state.month, version: state.version + 1, at: at("2026-07-09", 9, 0), by: Some(who(by)), what };
            state = state.clone().after(&event);
            state.clone()
        };
        let frozen = happen(frozen, 1);
        assert!(frozen.is_frozen());
        assert_eq!(frozen.may(&rules, day("2026-07-09"), who(1), &MonthHappening::Signed), Err(MonthRefusal::SamePerson));
        assert_eq!(frozen.may(&rules, day("2026-07-09"), who(2), &MonthHappening::Signed), Ok(()));
        assert_eq!(frozen.may(&rules, day("2026-07-09"), who(1), &MonthHappening::Thawed { why: " ".into() }), Err(MonthRefusal::NoWords));
        assert!(!happen(MonthHappening::Thawed { why: "Berkas hadir susulan".into() }, 1).is_frozen());
        happen(MonthHappening::Frozen { totals: Totals::default() }, 1);
        let signed = happen(MonthHappening::Signed, 2);
        assert_eq!(signed.objections_close(&rules, Zone::Wib), Some(day("2026-07-23")));
        assert_eq!(
            signed.may(&rules, day("2026-07-10"), who(1), &MonthHappening::Thawed { why: "lagi".into() }),
            Err(MonthRefusal::NotNow)
        );
        assert_eq!(signed.may(&rules, day("2026-07-10"), who(1), &MonthHappening::Paid { reference: "SP2D-1".into() }), Ok(()));
        let faulty = MonthHappening::Reckoned { totals: Totals::default(), faults: 2 };
        assert_eq!(signed.may(&rules, day("2026-07-10"), who(1), &faulty), Err(MonthRefusal::NotNow));
    }
}
