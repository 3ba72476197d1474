//! The people of a desk as whoever divides their work sees them: what each has, who is away, and giving the pile of one to
//! others.
use super::Dividing;
use crate::{Desk, Failure, Visitor};
use domain::{
    case::{self, CaseId, CaseState, Refusal},
    form::{Fault, Problem},
    number::CaseNumber,
    pack::Pack,
    people::{AccountId, AgencyKey, Person},
    text::Text,
    time::{Day, Instant},
    workflow::Division,
};
use std::collections::{BTreeMap, BTreeSet};
use store::assign::Absence;
use uuid::Uuid;

/// Most cases that are given on at once.
const MOST: u32 = 500;
/// Longest absence that can be noted, in days.
const LONGEST: i64 = 366;

/// The desks whose work somebody divides.
#[derive(Clone, Debug, Default)]
pub struct Team {
    /// The desks, in the pack's order.
    pub desks: Vec<DeskOfTeam>,
    /// Absences that have not ended, of the people at these desks.
    pub absences: Vec<Absence>,
}

/// A desk with its people.
#[derive(Clone, Debug)]
pub struct DeskOfTeam {
    /// The role's key.
    pub role: String,
    /// The agency.
    pub agency: AgencyKey,
    /// Who holds the post.
    pub members: Vec<Member>,
    /// Open cases that wait here, put aside or not.
    pub waiting: i64,
    /// Of these, those past their term.
    pub overdue: i64,
}

/// Somebody at a desk.
#[derive(Clone, Debug)]
pub struct Member {
    /// Who.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Whether they stand in for somebody.
    pub acting: bool,
    /// The last day of their absence, where they are away today.
    pub away_until: Option<Day>,
    /// Cases on their pile here.
    pub pile: i64,
    /// Of these, those past their term.
    pub overdue: i64,
}

/// To whom a pile goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// To one officer.
    One(AccountId),
    /// To the others by a rule.
    Rule(Division),
}

/// A case that was given on, and to whom; or why not.
pub type Moved = (CaseNumber, Result<AccountId, Failure>);

impl Desk {
    /// Names of accounts, for officers: who got which case is the office's to know.
    ///
    /// # Errors
    /// [`Failure::Forbidden`].
    pub async fn names(&self, pack: &Pack, visitor: &Visitor, accounts: &[AccountId]) -> Result<BTreeMap<AccountId, String>, Failure> {
        if !visitor.is_officer(pack.code()) {
            return Err(Failure::Forbidden);
        }
        Ok(store::assign::names(&self.0.db, accounts).await?)
    }

    /// Whether somebody divides any desk's work.
    #[must_use]
    pub fn divides(&self, pack: &Pack, visitor: &Visitor) -> bool {
        visitor.person.as_ref().is_some_and(|person| !divided_by(pack, person).is_empty())
    }

    /// The desks whose work the visitor divides.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for whoever divides nobody's work.
    pub async fn team(&self, pack: &Pack, visitor: &Visitor) -> Result<Team, Failure> {
        let (inner, at) = (&self.0, self.0.now());
        let today = at.day(pack.zone());
        let desks = allowed(pack, visitor)?;
        let absences = store::assign::absences(&inner.db, pack.code(), today).await?;
        let queues = store::counts::queues(&inner.db, pack.code()).await?;
        let mut team = Team::default();
        for (role, agency) in desks {
            let people = inner.holders_of(pack, &role, Some(&agency)).await?;
            let name = format!("{role}@{}", agency.0);
            let piles = store::counts::piles(&inner.db, pack.code(), &[name], at, today).await?;
            let of = |account: AccountId, late: bool| {
                let mine = piles.iter().filter(|p| p.assignee == Some(account));
                mine.filter(|p| !late || (p.due > 0 && p.due < today.number())).map(|p| p.n).sum()
            };
            let here = queues.iter().filter(|(key, _)| key.agency == agency.0 && crate::desk::role_at(pack, key) == Some(role.as_str()));
            let (mut waiting, mut overdue) = (0, 0);
            for (key, n) in here {
                waiting += n;
                overdue += if key.due > 0 && key.due < today.number() { *n } else { 0 };
            }
            let members = people.into_iter().map(|person| Member {
                away_until: absences.iter().filter(|a| a.account == person.account && a.from <= today).map(|a| a.until).max(),
                acting: person.posts.iter().any(|p| p.role.0 == role && p.acting),
                pile: of(person.account, false),
                overdue: of(person.account, true),
                account: person.account,
                name: person.name,
            });
            let members: Vec<Member> = members.collect();
            team.absences.extend(absences.iter().filter(|a| members.iter().any(|m| m.account == a.account)).cloned());
            team.desks.push(DeskOfTeam { role, agency, members, waiting, overdue });
        }
        team.absences.sort_by_key(|a| (a.from, a.id));
        team.absences.dedup();
        Ok(team)
    }

    /// Gives all that is on an officer's pile at a desk to others, each case on its own: what can't be given stays, and says why.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::Invalid`] without a reason, [`Failure::NotFound`] for a desk that the visitor does not
    /// divide.
    pub async fn give_on(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        (role, agency, from): (&str, &AgencyKey, AccountId),
        to: To,
        reason: &str,
    ) -> Result<Vec<Moved>, Failure> {
        if !allowed(pack, visitor)?.iter().any(|(r, a)| r == role && a == agency) {
            return Err(Failure::NotFound);
        }
        if reason.trim().is_empty() {
            return Err(wrong("reason", Text::new("Alasan", "Reason"), Fault::Missing));
        }
        let inner = &self.0;
        let desk = format!("{role}@{}", agency.0);
        let people: Vec<Person> = inner.holders_of(pack, role, Some(agency)).await?.into_iter().filter(|p| p.account != from).collect();
        let people: Vec<Person> = match to {
            To::One(one) => people.into_iter().filter(|p| p.account == one).collect(),
            To::Rule(_) => people,
        };
        if people.is_empty() {
            return Err(wrong("to", Text::new("Kepada", "To"), Fault::NotInList));
        }
        let rule = if let To::Rule(rule) = to { rule } else { Division::Load };
        let dividing = Dividing { rule, desk: desk.clone(), people };
        let cases = store::assign::on_pile(&inner.db, pack.code(), (from, &desk), CaseId(Uuid::nil()), inner.now(), MOST).await?;
        let mut moved = Vec::with_capacity(cases.len());
        for case in cases {
            let Some(stored) = store::cases::by_id(&inner.db, pack.code(), case).await? else { continue };
            let given = self.give(pack, visitor.person()?, &stored.state, &dividing, matches!(to, To::One(_)), reason).await;
            moved.push((stored.state.number, given));
        }
        Ok(moved)
    }

    /// One case, to the first who may take it.
    async fn give(
        &self,
        pack: &Pack,
        chief: &Person,
        state: &CaseState,
        dividing: &Dividing,
        whoever: bool,
        reason: &str,
    ) -> Result<AccountId, Failure> {
        let inner = &self.0;
        let order = if whoever { dividing.people.iter().map(|p| p.account).collect() } else { self.order(pack, dividing).await? };
        let mut last = Failure::Refused(Refusal::CantTake);
        for account in order {
            let Some(to) = dividing.people.iter().find(|p| p.account == account) else { continue };
            let (chief, to, reason) = (chief.clone(), to.clone(), reason.to_owned());
            let hand = move |pack: &Pack, state: &CaseState, at: Instant| Ok(vec![case::hand_over(pack, state, &chief, &to, &reason, at)?]);
            match inner.change(pack, state.id, None, hand).await {
                Ok(_) => {
                    self.turn(pack, &dividing.desk, account).await?;
                    return Ok(account);
                }
                Err(failure @ Failure::Unavailable { .. }) => return Err(failure),
                Err(failure) => last = failure,
            }
        }
        Err(last)
    }

    async fn order(&self, pack: &Pack, dividing: &Dividing) -> Result<Vec<AccountId>, Failure> {
        let (of, dividing, at) = (self.0.pack_of(pack.code()).ok_or(Failure::NotFound)?, dividing.clone(), self.0.now());
        self.0.db.write_in(pack.code(), move |tx| Box::pin(async move { dividing.in_order(tx, &of, at).await })).await
    }

    async fn turn(&self, pack: &Pack, desk: &str, account: AccountId) -> Result<(), Failure> {
        let (region, desk, at) = (pack.code().clone(), desk.to_owned(), self.0.now());
        let turn = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(async move { Ok::<_, Failure>(store::assign::take_turn(tx, &region, &desk, account, at).await?) })
        });
        turn.await
    }

    /// Notes that somebody whose work the visitor divides is away.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::Invalid`] with every problem, [`Failure::NotFound`] for somebody else's people.
    pub async fn note_absence(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        account: AccountId,
        (from, until): (Option<Day>, Option<Day>),
        reason: &str,
    ) -> Result<(), Failure> {
        let team = self.team(pack, visitor).await?;
        if !team.desks.iter().flat_map(|d| &d.members).any(|m| m.account == account) {
            return Err(Failure::NotFound);
        }
        let today = self.0.now().day(pack.zone());
        let mut problems = vec![];
        let mut say = |path: &str, label: Text, fault: Fault| problems.push(Problem { path: path.to_owned(), label, fault });
        match (from, until) {
            (None, _) => say("from", Text::new("Sejak", "From"), Fault::Date),
            (_, None) => say("until", Text::new("Sampai", "Until"), Fault::Date),
            (Some(from), Some(until)) if until < from || until < today || until > from.plus_days(LONGEST) => {
                say("until", Text::new("Sampai", "Until"), Fault::PastDate);
            }
            _ => {}
        }
        if reason.trim().is_empty() {
            say("reason", Text::new("Alasan", "Reason"), Fault::Missing);
        }
        let (Some(from), Some(until), true) = (from, until, problems.is_empty()) else { return Err(Failure::Invalid { problems }) };
        let absence = Absence { id: self.0.id(), account, from, until, reason: reason.trim().chars().take(200).collect() };
        let (region, by, at) = (pack.code().clone(), visitor.person()?.account, self.0.now());
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::assign::add_absence(tx, &region, &absence, by, at).await?) })
            })
            .await
    }

    /// Somebody is back: their absence ends with yesterday.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`].
    pub async fn end_absence(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<(), Failure> {
        let team = self.team(pack, visitor).await?;
        if !team.absences.iter().any(|a| a.id == id) {
            return Err(Failure::NotFound);
        }
        let (region, yesterday) = (pack.code().clone(), self.0.now().day(pack.zone()).plus_days(-1));
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::assign::end_absence(tx, &region, id, yesterday).await?) })
            })
            .await
    }
}

fn wrong(path: &str, label: Text, fault: Fault) -> Failure {
    Failure::Invalid { problems: vec![Problem { path: path.to_owned(), label, fault }] }
}

/// The desks that somebody divides, or the refusal.
fn allowed(pack: &Pack, visitor: &Visitor) -> Result<Vec<(String, AgencyKey)>, Failure> {
    let desks = divided_by(pack, visitor.person()?);
    if desks.is_empty() { Err(Failure::Forbidden) } else { Ok(desks) }
}

/// The desks whose work somebody divides: of each role named by theirs, at the agencies where it holds stages and they have their
/// post.
fn divided_by(pack: &Pack, person: &Person) -> Vec<(String, AgencyKey)> {
    let mut desks = BTreeSet::new();
    for post in person.posts_in(pack.code()) {
        for role in pack.role(&post.role.0).into_iter().flat_map(|r| &r.assigns) {
            let at = crate::accounts::agencies_of(pack, role).into_iter().flatten();
            for agency in at.filter(|agency| post.agency.as_ref().is_none_or(|own| own == agency)) {
                desks.insert((role.clone(), agency));
            }
        }
    }
    desks.into_iter().collect()
}
