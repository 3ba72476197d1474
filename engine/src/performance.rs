//! Performance of staff: logs, judging, months and slips. Every right follows from the organisation on the day, never from a form.
mod behaviour;
mod brought;
mod demo;
mod inbox;
mod linked;
mod log;
mod months;
mod noticed;
mod objections;
mod person;
mod plans;
mod proof;
mod rebuilt;
mod reckoning;
mod units;

pub use behaviour::{RateFailure, Round, ToRate};
pub use brought::{AttendanceLine, Brought, LineFault, Table, TableTrouble};
pub use inbox::{Doubt, Inbox, JudgeFailure, Waiting};
pub use log::{DayView, EnterFailure, MOST_TOLD, MonthSoFar, NewEntry, Proposal, ToldFault, ToldTable};
pub use months::{MonthFailure, MonthView, SlipView};
pub use objections::{ObjectionFailure, ObjectionView};
pub use person::PersonView;
pub use plans::{AgencyWords, AimServing, NewAim, PlanFailure, PlanRow, PlanView, WordsView};
pub(crate) use proof::Opened;
pub use reckoning::Reckoned;
pub use units::{Load, Seat, UnitView};

use crate::{Failure, Visitor, open::Inner};
use domain::{
    pack::Pack,
    people::AccountId,
    performance::{
        PerformanceRules, StaffId,
        organisation::{Chart, Position, PositionKey, Staff},
    },
    time::Day,
};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, PoisonError},
};

/// What the organisation's revision is kept under.
const REVISION: &str = "organisation";

/// Performance.
#[derive(Clone)]
pub struct Performance(pub(crate) Arc<Inner>);

/// The organisation of a region at hand.
pub(crate) struct Organisation {
    revision: String,
    pub(crate) chart: Chart,
    accounts: HashMap<AccountId, StaffId>,
}

impl Organisation {
    /// The member of staff behind an account.
    pub(crate) fn of_account(&self, account: AccountId) -> Option<StaffId> {
        self.accounts.get(&account).copied()
    }

    /// The accounts whose member of staff is known.
    pub(crate) fn linked(&self) -> impl Iterator<Item = (AccountId, StaffId)> + '_ {
        self.accounts.iter().map(|(account, staff)| (*account, *staff))
    }
}

/// Who asks, as a member of staff.
pub(crate) struct Me {
    pub(crate) account: AccountId,
    pub(crate) staff: StaffId,
    pub(crate) organisation: Arc<Organisation>,
}

impl Me {
    /// The position that they hold first on a day; one of no name where they hold none, which the rules refuse.
    pub(crate) fn position(&self, day: Day) -> PositionKey {
        let held = self.organisation.chart.held(self.staff, day);
        held.first().map_or_else(|| PositionKey(String::new()), |(_, position)| position.key.clone())
    }
}

/// The region's rules of performance.
///
/// # Errors
/// [`Failure::NotFound`] where it has not taken that up.
pub(crate) fn rules(pack: &Pack) -> Result<&PerformanceRules, Failure> {
    pack.performance.as_ref().ok_or(Failure::NotFound)
}

/// Whether the visitor holds a role in the region.
pub(crate) fn holds(pack: &Pack, visitor: &Visitor, role: &str) -> bool {
    visitor.is_signed_in() && visitor.person.as_ref().is_some_and(|p| p.posts_in(pack.code()).any(|post| post.role.0 == role))
}

/// Whether the visitor may see everybody's: who keeps months, who signs them, and who watches over them.
pub(crate) fn sees_everybody(pack: &Pack, visitor: &Visitor) -> bool {
    pack.performance.as_ref().is_some_and(|rules| holds(pack, visitor, &rules.kept_by)) || checks_flags(pack, visitor)
}

/// Whether the visitor says what a pattern was: who watches over months or signs them. Whoever keeps them reckons with what is found, and
/// does not judge it.
pub(crate) fn checks_flags(pack: &Pack, visitor: &Visitor) -> bool {
    let Some(rules) = &pack.performance else { return false };
    let checks = holds(pack, visitor, &rules.signed_by) || rules.watched_by.iter().any(|role| holds(pack, visitor, role));
    checks && !holds(pack, visitor, &rules.kept_by)
}

impl Performance {
    /// Whether the visitor is a member of the region's staff, and so has a log.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn is_staff(&self, pack: &Pack, visitor: &Visitor) -> Result<bool, Failure> {
        let (Some(person), true) = (&visitor.person, pack.performance.is_some() && visitor.is_officer(pack.code())) else {
            return Ok(false);
        };
        Ok(self.0.organisation(pack).await?.of_account(person.account).is_some())
    }

    /// Whether the visitor keeps the region's months.
    #[must_use]
    pub fn keeps(&self, pack: &Pack, visitor: &Visitor) -> bool {
        pack.performance.as_ref().is_some_and(|rules| holds(pack, visitor, &rules.kept_by))
    }

    /// Whether the visitor may see everybody's work.
    #[must_use]
    pub fn sees_everybody(&self, pack: &Pack, visitor: &Visitor) -> bool {
        sees_everybody(pack, visitor)
    }

    /// What a member of staff is called.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn name_of(&self, pack: &Pack, staff: StaffId) -> Result<String, Failure> {
        Ok(self.0.organisation(pack).await?.chart.name(staff).to_owned())
    }

    /// Some members of staff, for their names and numbers.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn people(&self, pack: &Pack, who: impl IntoIterator<Item = StaffId>) -> Result<HashMap<StaffId, Staff>, Failure> {
        let organisation = self.0.organisation(pack).await?;
        Ok(who.into_iter().filter_map(|id| Some((id, organisation.chart.person(id)?.clone()))).collect())
    }

    /// Whom a page is about: by their number, or the visitor; and whether it is the visitor's own.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where nobody has the number, or the visitor neither stands above them nor sees everybody's;
    /// [`Failure::Forbidden`] for who is not of the region's staff and asks for their own.
    pub(crate) async fn whom(&self, pack: &Pack, visitor: &Visitor, number: Option<&str>) -> Result<(Staff, bool), Failure> {
        rules(pack)?;
        visitor.person()?;
        let organisation = self.0.organisation(pack).await?;
        let own = visitor.account().and_then(|a| organisation.of_account(a));
        let person = match number {
            Some(number) => organisation.chart.by_number(number).ok_or(Failure::NotFound)?,
            None => own.and_then(|id| organisation.chart.person(id)).ok_or(Failure::Forbidden)?,
        };
        let is_own = own == Some(person.id);
        if !is_own && !sees_everybody(pack, visitor) && !self.leads(pack, visitor, person.id).await? {
            return Err(Failure::NotFound);
        }
        Ok((person.clone(), is_own))
    }

    /// Whether the visitor stands above somebody in the line.
    async fn leads(&self, pack: &Pack, visitor: &Visitor, staff: StaffId) -> Result<bool, Failure> {
        let Ok(me) = self.me(pack, visitor).await else { return Ok(false) };
        let today = self.0.now().day(pack.zone());
        let chart = &me.organisation.chart;
        let above = |position: &Position| {
            chart.line(&position.key, today, &|_| false).iter().any(|r| r.holder == Some(me.staff) || r.acting == Some(me.staff))
        };
        Ok(chart.held(staff, today).into_iter().any(|(_, position)| above(position)))
    }

    /// Who asks, as a member of staff.
    pub(crate) async fn me(&self, pack: &Pack, visitor: &Visitor) -> Result<Me, Failure> {
        rules(pack)?;
        let person = visitor.person()?;
        if !visitor.is_signed_in() {
            return Err(Failure::SignedOut);
        }
        let organisation = self.0.organisation(pack).await?;
        let staff = organisation.of_account(person.account).ok_or(Failure::Forbidden)?;
        Ok(Me { account: person.account, staff, organisation })
    }
}

impl Inner {
    /// The organisation of a region, read anew where it was changed.
    pub(crate) async fn organisation(&self, pack: &Pack) -> Result<Arc<Organisation>, Failure> {
        let revision = store::known::get(&self.db, pack.code(), REVISION).await?.unwrap_or_default();
        let held = self.charts.lock().unwrap_or_else(PoisonError::into_inner).get(pack.code().as_str()).cloned();
        if let Some(held) = held.filter(|h| h.revision == revision) {
            return Ok(held);
        }
        let (chart, accounts) = store::performance::organisation::chart(&self.db, pack.code()).await?;
        let read = Arc::new(Organisation { revision, chart, accounts });
        self.charts.lock().unwrap_or_else(PoisonError::into_inner).insert(pack.code().as_str().to_owned(), read.clone());
        Ok(read)
    }

    /// Who is away on a day: granted, and not at work elsewhere.
    pub(crate) async fn away_on(&self, pack: &Pack, day: Day) -> Result<HashSet<StaffId>, Failure> {
        let rules = rules(pack)?;
        let away = store::performance::attendance::away(&self.db, pack.code(), day).await?;
        Ok(away.into_iter().filter(|(_, kind)| rules.absence(kind).is_some_and(|k| k.away)).map(|(staff, _)| staff).collect())
    }

    /// Whose work somebody judges today, with the position that it is done in.
    pub(crate) async fn judged_by(&self, pack: &Pack, me: &Me) -> Result<Vec<(StaffId, PositionKey)>, Failure> {
        let today = self.now().day(pack.zone());
        let away = self.away_on(pack, today).await?;
        Ok(me.organisation.chart.judged_by(me.staff, today, &|s| away.contains(&s)))
    }
}
