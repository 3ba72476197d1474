//! Who works on a case: taking it, giving it on, putting it aside; and the rule that divides what comes to a desk.
mod acting;
mod dividing;
mod team;

pub use acting::{Acting, Lendable};
pub(crate) use dividing::{Dividing, in_order};
pub use team::{DeskOfTeam, GivenOn, Member, Moved, Team, To};

use crate::{Cases, Failure, Standing, Visitor, open::Inner};
use domain::{
    case::{self, CaseId, CaseState, Event, Refusal},
    number::CaseNumber,
    pack::Pack,
    people::{AccountId, AgencyKey, Person, RoleKey},
    time::{Day, Instant},
};
use std::{collections::BTreeMap, sync::Arc};
use store::accounts::HeldPost;

/// How long after the last sign of life somebody counts as gone.
const SEEN_MS: i64 = 60_000;

/// Who is at a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    /// Who works on it: name, and until when where they took it themselves.
    pub works: Option<(AccountId, String, Option<Instant>)>,
    /// Who else has it open, by name.
    pub looks: Vec<String>,
}

/// What an officer can change about who works on a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hands {
    /// To whom it can be given: account and name, without who works on it and who asks.
    pub colleagues: Vec<(AccountId, String)>,
    /// Whether who asks may take it, and so give it on and put it aside.
    pub may_take: bool,
    /// Whether who asks may give it to somebody though they can't take it.
    pub may_divide: bool,
}

impl Cases {
    /// Takes a case for as long as the region's desks do, or takes it over with a reason.
    ///
    /// # Errors
    /// [`Failure::Refused`] as [`case::take`], [`Failure::NotFound`].
    pub async fn take(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber, reason: &str) -> Result<CaseState, Failure> {
        let (id, person, reason) = (self.of_officer(pack, visitor, number).await?.id, visitor.person()?.clone(), reason.to_owned());
        let take = move |pack: &Pack, state: &CaseState, at: Instant| {
            Ok(vec![case::take(pack, state, &person, &reason, pack.desk.lease_minutes, at)?])
        };
        self.0.change(pack, id, None, take).await
    }

    /// Gives a case back to its desk.
    ///
    /// # Errors
    /// As [`Cases::take`].
    pub async fn let_go(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber) -> Result<CaseState, Failure> {
        let (id, person) = (self.of_officer(pack, visitor, number).await?.id, visitor.person()?.clone());
        let go = move |pack: &Pack, state: &CaseState, at: Instant| Ok(case::let_go(pack, state, &person, at)?.into_iter().collect());
        self.0.change(pack, id, None, go).await
    }

    /// Gives a case to a colleague.
    ///
    /// # Errors
    /// [`Failure::Refused`] as [`case::hand_over`], [`Failure::NotFound`], also for somebody who is no officer here.
    pub async fn hand_over(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        number: &CaseNumber,
        to: AccountId,
        reason: &str,
    ) -> Result<CaseState, Failure> {
        let id = self.of_officer(pack, visitor, number).await?.id;
        let to = self.0.officer(pack, to).await?;
        let (person, reason) = (visitor.person()?.clone(), reason.to_owned());
        let hand = move |pack: &Pack, state: &CaseState, at: Instant| Ok(vec![case::hand_over(pack, state, &person, &to, &reason, at)?]);
        self.0.change(pack, id, None, hand).await
    }

    /// Puts a case aside until a day, or takes it up again.
    ///
    /// # Errors
    /// [`Failure::Refused`] as [`case::hold`], [`Failure::NotFound`].
    pub async fn hold(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        number: &CaseNumber,
        until: Option<Day>,
        reason: &str,
    ) -> Result<CaseState, Failure> {
        let id = self.of_officer(pack, visitor, number).await?.id;
        let (person, reason) = (visitor.person()?.clone(), reason.to_owned());
        let hold = move |pack: &Pack, state: &CaseState, at: Instant| Ok(vec![case::hold(pack, state, &person, until, &reason, at)?]);
        self.0.change(pack, id, None, hold).await
    }

    /// Who is at a case that the visitor has open, and that they look at it is noted. Noting it is a courtesy among colleagues:
    /// the case is there also where it can't be done.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who is no officer.
    pub async fn presence(&self, pack: &Pack, visitor: &Visitor, state: &CaseState) -> Result<Presence, Failure> {
        let who = visitor.person()?.account;
        if !visitor.is_officer(pack.code()) {
            return Err(Failure::Forbidden);
        }
        let (db, at) = (&self.0.db, self.0.now());
        if let Err(failure) = self.0.looks(pack, who, state.id).await {
            tracing::warn!(%failure, "who looks at a case could not be noted");
        }
        let worker = state.worked_by(at);
        let mut names = store::assign::names(db, worker.as_slice()).await?;
        let looks = store::assign::lookers(db, pack.code(), state.id, who, at.plus_ms(-SEEN_MS)).await?;
        Ok(Presence {
            works: worker.map(|who| (who, names.remove(&who).unwrap_or_default(), state.assignee.and_then(|a| a.until))),
            looks: looks.into_iter().map(|(_, name)| name).collect(),
        })
    }

    /// What the visitor can change about who works on a case.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Unavailable`].
    pub async fn hands(&self, pack: &Pack, visitor: &Visitor, state: &CaseState) -> Result<Hands, Failure> {
        let (person, worker) = (visitor.person()?, state.worked_by(self.0.now()));
        let (may_take, may_divide) = (case::may_work(pack, state, person), case::may_divide(pack, state, person));
        let at_desk = if may_take || may_divide { self.0.holding(pack, state).await? } else { vec![] };
        let others = at_desk.into_iter().filter(|o| o.account != person.account && Some(o.account) != worker);
        let able = others.filter(|officer| case::may_work(pack, state, officer));
        Ok(Hands { colleagues: able.map(|officer| (officer.account, officer.name)).collect(), may_take, may_divide })
    }

    /// The case, for an officer of the region.
    pub(crate) async fn of_officer(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber) -> Result<CaseState, Failure> {
        let opened = self.open(pack, visitor, number).await?;
        match opened.standing {
            Standing::Officer => Ok(opened.state),
            // Nobody is an officer on their own case.
            Standing::Owner if visitor.is_officer(pack.code()) => Err(Refusal::OwnCase.into()),
            Standing::Owner | Standing::Public => Err(Failure::Forbidden),
        }
    }
}

impl Inner {
    async fn looks(&self, pack: &Pack, who: AccountId, case: CaseId) -> Result<(), Failure> {
        let (region, at) = (pack.code().clone(), self.now());
        self.db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::assign::look(tx, &region, case, who, at).await?) })
            })
            .await
    }

    /// Whoever holds the post that a case waits for today; nobody where it waits for its applicant.
    pub(crate) async fn holding(&self, pack: &Pack, state: &CaseState) -> Result<Vec<Person>, Failure> {
        let stage = pack.workflow_of(state).and_then(|w| w.stage(&state.stage));
        match stage.and_then(|s| s.holder.role.as_deref()).filter(|_| state.is_open()) {
            Some(role) => self.holders_of(pack, role, state.agency.as_ref()).await,
            None => Ok(vec![]),
        }
    }

    /// Whoever holds a role at an agency today, also those who hold it for the whole region.
    pub(crate) async fn holders_of(&self, pack: &Pack, role: &str, agency: Option<&AgencyKey>) -> Result<Vec<Person>, Failure> {
        let held = store::accounts::holders(&self.db, pack.code(), &RoleKey(role.to_owned()), None).await?;
        Ok(people_at(&held, agency, self.now().day(pack.zone())))
    }

    /// An officer of the region with the posts of today.
    pub(crate) async fn officer(&self, pack: &Pack, account: AccountId) -> Result<Person, Failure> {
        let today = self.now().day(pack.zone());
        let posts: Vec<_> = store::accounts::posts(&self.db, account).await?.into_iter().filter(|p| p.held_on(today)).collect();
        let name = store::assign::names(&self.db, &[account]).await?.remove(&account);
        match name {
            Some(name) if posts.iter().any(|p| p.region == *pack.code()) => Ok(Person { account, name, posts }),
            _ => Err(Failure::NotFound),
        }
    }

    /// Forgets who looked at cases and is gone.
    pub(crate) async fn look_away(self: &Arc<Self>) -> Result<(), Failure> {
        let before = self.now().plus_ms(-10 * SEEN_MS);
        for pack in self.at_work().iter() {
            let region = pack.code().clone();
            self.db
                .write_in(pack.code(), move |tx| {
                    Box::pin(async move { Ok::<_, Failure>(store::assign::look_away(tx, &region, before).await?) })
                })
                .await?;
        }
        Ok(())
    }
}

/// The people of posts that are held at an agency on a day, each with all of these.
fn people_at(posts: &[HeldPost], agency: Option<&AgencyKey>, today: Day) -> Vec<Person> {
    let mut people: BTreeMap<AccountId, Person> = BTreeMap::new();
    for held in posts.iter().filter(|h| h.post.held_on(today) && (h.post.agency.is_none() || h.post.agency.as_ref() == agency)) {
        let new = || Person { account: held.account, name: held.name.clone(), posts: vec![] };
        people.entry(held.account).or_insert_with(new).posts.push(held.post.clone());
    }
    people.into_values().collect()
}

/// The events of a case that somebody may hear of: what its desk does among itself is not for its applicant.
pub(crate) fn told_to(standing: Standing, event: &Event) -> bool {
    standing == Standing::Officer || !event.is_of_the_desk()
}
