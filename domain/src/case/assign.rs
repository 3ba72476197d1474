//! Who works on a case at its desk: taken for some hours, handed to a colleague, divided by the head of the office or by the
//! pack's rule; and put aside until a day. Each is an event, so it can be asked later who had what, and why. None of them
//! stops the clock, and none keeps a case from whoever has a reason to take it over: nothing gets stuck with one person.
use super::{
    CaseState, Event, Happening, Refusal,
    right::{place, post_at},
};
use crate::{
    form::{Fault, Problem},
    pack::Pack,
    people::{AccountId, Actor, Person, Post},
    text::Text,
    time::{Day, Instant},
    workflow::Stage,
};
use serde::{Deserialize, Serialize};

/// Most letters of a reason.
const REASON: usize = 500;
/// The box of a reason.
const REASON_BOX: &str = "reason";

/// How a case came to whoever works on it now, or was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handing {
    /// An officer took it, for some hours.
    Taken,
    /// They gave it back to the desk.
    LetGo,
    /// An officer gave it to a colleague.
    HandedOver,
    /// A colleague took it from them, with a reason.
    TakenOver,
    /// Who divides the work gave it to somebody, with a reason.
    Reassigned,
    /// The rule gave it to who has least.
    ByLoad,
    /// The rule gave it to whose turn it was.
    ByRotation,
}

impl Handing {
    /// Its name in the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::LetGo => "let_go",
            Self::HandedOver => "handed_over",
            Self::TakenOver => "taken_over",
            Self::Reassigned => "reassigned",
            Self::ByLoad => "by_load",
            Self::ByRotation => "by_rotation",
        }
    }
}

/// Who works on a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignee {
    /// The officer.
    pub account: AccountId,
    /// Until when, where they took it themselves; what was given stays until it is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

impl Assignee {
    /// Who works on the case at this time: a lease that ran out binds nobody.
    #[must_use]
    pub fn at(self, at: Instant) -> Option<AccountId> {
        Some(self.account).filter(|_| self.until.is_none_or(|until| at < until))
    }
}

impl CaseState {
    /// Who works on it now.
    #[must_use]
    pub fn worked_by(&self, at: Instant) -> Option<AccountId> {
        self.assignee.and_then(|assignee| assignee.at(at))
    }

    /// Whether it is put aside on this day.
    #[must_use]
    pub fn is_held_on(&self, day: Day) -> bool {
        self.held_until.is_some_and(|until| day < until)
    }
}

/// Takes a case for `minutes`, or longer where it is one's own already. What a colleague works on is taken over with a reason.
///
/// # Errors
/// [`Refusal::NotYourRole`], [`Refusal::OwnCase`], [`Refusal::Recused`], and those of who may not decide here;
/// [`Refusal::TakenBy`] without a reason where a colleague works on it.
pub fn take(pack: &Pack, state: &CaseState, person: &Person, reason: &str, minutes: u32, at: Instant) -> Result<Event, Refusal> {
    let here = place(pack, state)?;
    let post = decider(pack, state, here.stage, person)?;
    let other = state.worked_by(at).is_some_and(|who| who != person.account);
    let reason = Some(worded(reason)).filter(|r| !r.is_empty());
    if other && reason.is_none() {
        return Err(Refusal::TakenBy);
    }
    // What the head gave somebody stays theirs, however often they open it.
    let mine = state.assignee.filter(|a| a.account == person.account);
    let until = if mine.is_some_and(|a| a.until.is_none()) { None } else { Some(at.plus_ms(i64::from(minutes) * 60_000)) };
    let how = if other { Handing::TakenOver } else { Handing::Taken };
    Ok(event(state, Actor::officer(person.account, post), at, Some(person.account), until, how, reason))
}

/// Gives a case back to the desk; `None` where nobody works on it any more, as after a second tap.
///
/// # Errors
/// As [`take`]; [`Refusal::TakenBy`] where a colleague works on it.
pub fn let_go(pack: &Pack, state: &CaseState, person: &Person, at: Instant) -> Result<Option<Event>, Refusal> {
    let post = post_at(pack, state, place(pack, state)?.stage, person)?;
    match state.worked_by(at) {
        None => Ok(None),
        Some(who) if who != person.account => Err(Refusal::TakenBy),
        Some(_) => Ok(Some(event(state, Actor::officer(person.account, post), at, None, None, Handing::LetGo, None))),
    }
}

/// Gives a case to a colleague: one's own or one that nobody works on; with `Role::assigns` any of the roles named there, with
/// a reason.
///
/// # Errors
/// As [`take`]; [`Refusal::CantTake`] where the colleague may not decide here; [`Refusal::Invalid`] without the reason.
pub fn hand_over(pack: &Pack, state: &CaseState, person: &Person, to: &Person, reason: &str, at: Instant) -> Result<Event, Refusal> {
    let here = place(pack, state)?;
    let divides = divider(pack, state, here.stage, person);
    let own = post_at(pack, state, here.stage, person).ok().filter(|_| state.worked_by(at).is_none_or(|who| who == person.account));
    let (post, how) = match (own, divides) {
        (Some(post), _) => (post, Handing::HandedOver),
        (None, Some(post)) => (post, Handing::Reassigned),
        (None, None) => {
            post_at(pack, state, here.stage, person)?;
            return Err(Refusal::TakenBy);
        }
    };
    decider(pack, state, here.stage, to).map_err(|_| Refusal::CantTake)?;
    // To oneself it is taken, for as long as the desks say.
    if how == Handing::HandedOver && to.account == person.account {
        return Err(Refusal::CantTake);
    }
    let reason = Some(worded(reason)).filter(|r| !r.is_empty());
    if how == Handing::Reassigned && reason.is_none() {
        return Err(no_reason());
    }
    Ok(event(state, Actor::officer(person.account, post), at, Some(to.account), None, how, reason))
}

/// The rule of the stage gives a case to somebody.
///
/// # Errors
/// [`Refusal::CantTake`] where they may not decide here.
pub fn divide(pack: &Pack, state: &CaseState, to: &Person, how: Handing, at: Instant) -> Result<Event, Refusal> {
    decider(pack, state, place(pack, state)?.stage, to).map_err(|_| Refusal::CantTake)?;
    Ok(event(state, Actor::system(), at, Some(to.account), None, how, None))
}

/// Puts a case aside until a day, on which it is in the list again; without a day it is there at once. The clock goes on, so it
/// can't be put aside beyond its term, or where none runs beyond what the region's desks allow.
///
/// # Errors
/// As [`take`]; [`Refusal::HeldTooLong`]; [`Refusal::Invalid`] for a day that is not to come, or without a reason.
pub fn hold(pack: &Pack, state: &CaseState, person: &Person, until: Option<Day>, reason: &str, at: Instant) -> Result<Event, Refusal> {
    let post = post_at(pack, state, place(pack, state)?.stage, person)?;
    if state.worked_by(at).is_some_and(|who| who != person.account) {
        return Err(Refusal::TakenBy);
    }
    let reason = Some(worded(reason)).filter(|r| !r.is_empty());
    if let Some(day) = until {
        if day <= at.day(pack.zone()) {
            return Err(wrong("until", Text::new("Ditunda sampai", "Put aside until"), Fault::PastDate));
        }
        let last = last_day(pack, state, at);
        if day > last {
            return Err(Refusal::HeldTooLong { last });
        }
        if reason.is_none() {
            return Err(no_reason());
        }
    }
    let actor = Actor::officer(person.account, post);
    Ok(Event { version: state.version + 1, at, actor, what: Happening::Held { until, reason } })
}

/// The last day until which a case can be put aside.
#[must_use]
pub fn last_day(pack: &Pack, state: &CaseState, at: Instant) -> Day {
    state.due_on.unwrap_or_else(|| at.day(pack.zone()).plus_days(i64::from(pack.desk.hold_days)))
}

/// Whether the person may decide the case where it stands, as far as their posts and their past with it go.
#[must_use]
pub fn may_work(pack: &Pack, state: &CaseState, person: &Person) -> bool {
    place(pack, state).is_ok_and(|here| decider(pack, state, here.stage, person).is_ok())
}

/// Whether somebody may give this case to whom they choose, though they do not hold it.
#[must_use]
pub fn may_divide(pack: &Pack, state: &CaseState, person: &Person) -> bool {
    place(pack, state).is_ok_and(|here| divider(pack, state, here.stage, person).is_some())
}

/// The post of whoever may decide here: as [`post_at`], and with a past that lets them.
pub(super) fn decider<'p>(pack: &Pack, state: &CaseState, stage: &Stage, person: &'p Person) -> Result<&'p Post, Refusal> {
    let post = post_at(pack, state, stage, person)?;
    worker(pack, state, stage, person)?;
    Ok(post)
}

/// Whether somebody's past with the case lets them decide here: neither the stage before nor the refusal objected to was theirs, nor
/// one that this stage is kept apart from.
pub(super) fn worker(pack: &Pack, state: &CaseState, stage: &Stage, person: &Person) -> Result<(), Refusal> {
    if state.decided_by.as_ref().is_some_and(|(who, at)| *who == person.account && *at != stage.key) {
        return Err(Refusal::ConsecutiveStage);
    }
    if state.objected && state.refused_by == Some(person.account) {
        return Err(Refusal::OwnRefusal);
    }
    let there = state.deciders.iter().find(|(who, at)| *who == person.account && stage.apart_from.contains(at));
    match there {
        None => Ok(()),
        Some((_, at)) => {
            let label = pack.workflow_of(state).and_then(|w| w.stage(at)).map(|s| s.label.clone());
            Err(Refusal::DecidedThere { stage: label.unwrap_or_default() })
        }
    }
}

fn divider<'p>(pack: &Pack, state: &CaseState, stage: &Stage, person: &'p Person) -> Option<&'p Post> {
    let role = stage.holder.role.as_deref()?;
    person.posts.iter().filter(|post| post.region == *pack.code()).find(|post| {
        let divides = pack.role(&post.role.0).is_some_and(|r| r.assigns.iter().any(|assigned| assigned == role));
        divides && (post.agency.is_none() || post.agency == state.agency)
    })
}

fn event(
    state: &CaseState,
    actor: Actor,
    at: Instant,
    to: Option<AccountId>,
    until: Option<Instant>,
    how: Handing,
    reason: Option<String>,
) -> Event {
    Event { version: state.version + 1, at, actor, what: Happening::Assigned { to, until, how, reason } }
}

pub(super) fn worded(reason: &str) -> String {
    reason.trim().chars().take(REASON).collect()
}

pub(super) fn no_reason() -> Refusal {
    wrong(REASON_BOX, Text::new("Alasan", "Reason"), Fault::Missing)
}

fn wrong(path: &str, label: Text, fault: Fault) -> Refusal {
    Refusal::Invalid { problems: vec![Problem { path: path.to_owned(), label, fault }] }
}
