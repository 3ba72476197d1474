//! The people of a desk as whoever divides their work sees them: what each has, who is away, and giving the pile of one to
//! others.
use super::{
    dividing::{in_order, next_turn, rank},
    people_at,
};
use crate::{Desk, Failure, Visitor, desk::role_at, open::Inner};
use domain::{
    case::{self, CaseId, CaseState, Refusal},
    form::{Fault, Problem},
    number::CaseNumber,
    pack::Pack,
    people::{AccountId, AgencyKey, Person, Post, RoleKey},
    text::Text,
    time::{Day, Instant},
    workflow::Division,
};
use std::collections::{BTreeMap, BTreeSet};
use store::{
    accounts::HeldPost,
    assign::{Absence, Load},
    counts::Pile,
};
use uuid::Uuid;

/// Most cases that are given on at once.
const MOST: u32 = 500;

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
    /// Whether they hold the post no more: their pile is still to be given on.
    pub gone: bool,
    /// Whether they stand in for somebody.
    pub acting: bool,
    /// The last day of their absence, where they are away today.
    pub away_until: Option<Day>,
    /// Cases on their pile here, put aside or not.
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

/// What became of a pile.
#[derive(Debug, Default)]
pub struct GivenOn {
    /// Each case.
    pub moved: Vec<Moved>,
    /// Whether there are more than are given on at once.
    pub more: bool,
}

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
        let names: Vec<String> = desks.iter().map(|(role, agency)| format!("{role}@{}", agency.0)).collect();
        let piles = store::counts::piles(&inner.db, pack.code(), &names, at, Day::MAX).await?;
        let posts = posts_of(inner, pack, &desks).await?;
        let mut team = Team::default();
        for ((role, agency), name) in desks.into_iter().zip(names) {
            let sum = |counted: &dyn Fn(&Pile) -> bool| piles.iter().filter(|p| p.holder == name && counted(p)).map(|p| p.n).sum::<i64>();
            let is_late = |due: i32| due > 0 && due < today.number();
            let member = |account: AccountId, name: String, posts: Option<&[Post]>| Member {
                account,
                name,
                gone: posts.is_none(),
                acting: posts.is_some_and(|posts| posts.iter().any(|p| p.acting)),
                away_until: absences.iter().filter(|a| a.account == account && a.from <= today).map(|a| a.until).max(),
                pile: sum(&|p| p.assignee == Some(account)),
                overdue: sum(&|p| p.assignee == Some(account) && is_late(p.due)),
            };
            let people = people_at(posts.get(&role).map_or(&[], Vec::as_slice), Some(&agency), today);
            let mut members: Vec<Member> = people.iter().map(|p| member(p.account, p.name.clone(), Some(&p.posts))).collect();
            // Whoever left the post may have left a pile.
            let piled = piles.iter().filter(|p| p.holder == name).filter_map(|p| p.assignee).collect::<BTreeSet<_>>();
            let left: Vec<AccountId> = piled.into_iter().filter(|who| people.iter().all(|p| p.account != *who)).collect();
            let left = store::assign::names(&inner.db, &left).await?;
            members.extend(left.into_iter().map(|(account, name)| member(account, name, None)));
            let here: Vec<_> =
                queues.iter().filter(|(key, _)| key.agency == agency.0 && role_at(pack, key) == Some(role.as_str())).collect();
            let waiting = here.iter().map(|(_, n)| n).sum();
            let overdue = here.iter().filter(|(key, _)| is_late(key.due)).map(|(_, n)| n).sum();
            team.absences.extend(absences.iter().filter(|a| members.iter().any(|m| m.account == a.account)).cloned());
            team.desks.push(DeskOfTeam { role, agency, members, waiting, overdue });
        }
        team.absences.sort_by_key(|a| (a.from, a.id));
        team.absences.dedup();
        Ok(team)
    }

    /// Gives what is on an officer's pile at a desk to others, each case on its own, at most five hundred at once: what can't be
    /// given stays, and says why.
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
    ) -> Result<GivenOn, Failure> {
        if !allowed(pack, visitor)?.iter().any(|(r, a)| r == role && a == agency) {
            return Err(Failure::NotFound);
        }
        if reason.trim().is_empty() {
            return Err(Failure::wrong("reason", Text::new("Alasan", "Reason"), Fault::Missing));
        }
        let (inner, at) = (&self.0, self.0.now());
        let desk = format!("{role}@{}", agency.0);
        let mut people = inner.holders_of(pack, role, Some(agency)).await?;
        people.retain(|p| p.account != from && !matches!(to, To::One(one) if one != p.account));
        let mut order = self.order(pack, &people, (&desk, to), at).await?;
        if order.is_empty() {
            return Err(Failure::wrong("to", Text::new("Kepada", "To"), Fault::NotInList));
        }
        let mut cases = store::assign::on_pile(&inner.db, pack.code(), (from, &desk), CaseId(Uuid::nil()), at, MOST + 1).await?;
        let mut given = GivenOn { more: cases.len() > MOST as usize, ..GivenOn::default() };
        cases.truncate(MOST as usize);
        for case in cases {
            let Some(stored) = store::cases::by_id(&inner.db, pack.code(), case).await? else { continue };
            let got = self.give(pack, (visitor.person()?, from), case, (&people, &order), reason).await;
            if let (Ok(got), To::Rule(rule)) = (&got, to) {
                // Whoever got one is further back for the next.
                let turn = next_turn(&order, inner.now());
                order.iter_mut().filter(|l| l.account == *got).for_each(|l| (l.open, l.turn) = (l.open + 1, Some(turn)));
                order.sort_by_key(|load| rank(rule, load));
            }
            given.moved.push((stored.state.number, got));
        }
        if matches!(to, To::Rule(_)) {
            self.turns(pack, &desk, &order).await?;
        }
        Ok(given)
    }

    /// One case, to the first who may take it, as long as it is still on that pile.
    async fn give(
        &self,
        pack: &Pack,
        (chief, from): (&Person, AccountId),
        case: CaseId,
        (people, order): (&[Person], &[Load]),
        reason: &str,
    ) -> Result<AccountId, Failure> {
        let mut last = Failure::Refused(Refusal::CantTake);
        for load in order {
            let Some(to) = people.iter().find(|p| p.account == load.account) else { continue };
            let (chief, to, reason) = (chief.clone(), to.clone(), reason.to_owned());
            let hand = move |pack: &Pack, state: &CaseState, at: Instant| match state.worked_by(at) {
                Some(who) if who == from => Ok(vec![case::hand_over(pack, state, &chief, &to, &reason, at)?]),
                _ => Err(Refusal::TakenBy.into()),
            };
            match self.0.change(pack, case, None, hand).await {
                Ok(_) => return Ok(load.account),
                Err(Failure::Refused(Refusal::CantTake)) => last = Refusal::CantTake.into(),
                Err(failure) => return Err(failure),
            }
        }
        Err(last)
    }

    /// To whom a pile goes, first who comes first: by the rule those who are there, or the one that was named.
    async fn order(&self, pack: &Pack, people: &[Person], (desk, to): (&str, To), at: Instant) -> Result<Vec<Load>, Failure> {
        let To::Rule(rule) = to else {
            return Ok(people.iter().map(|p| Load { account: p.account, open: 0, turn: None }).collect());
        };
        let (of, people, desk) = (self.0.pack_of(pack.code()).ok_or(Failure::NotFound)?, people.to_vec(), desk.to_owned());
        let read = self.0.db.write_in(pack.code(), move |tx| Box::pin(async move { in_order(tx, &of, &people, (&desk, rule), at).await }));
        read.await
    }

    /// Notes the turns of those who got something.
    async fn turns(&self, pack: &Pack, desk: &str, order: &[Load]) -> Result<(), Failure> {
        let (region, desk, order) = (pack.code().clone(), desk.to_owned(), order.to_vec());
        let note = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(async move {
                for (account, turn) in order.iter().filter_map(|load| Some((load.account, load.turn?))) {
                    store::assign::take_turn(tx, &region, &desk, account, turn).await?;
                }
                Ok::<_, Failure>(())
            })
        });
        note.await
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
        if !self.are_theirs(pack, visitor, account).await? {
            return Err(Failure::NotFound);
        }
        let today = self.0.now().day(pack.zone());
        let mut problems = vec![];
        let mut say = |path: &str, label: Text, fault: Fault| problems.push(Problem { path: path.to_owned(), label, fault });
        let (since, to) = (Text::new("Sejak", "From"), Text::new("Sampai", "Until"));
        let longest = pack.desk.absence_days;
        match (from, until) {
            (None, _) => say("from", since, Fault::Date),
            (_, None) => say("until", to, Fault::Date),
            (Some(from), Some(until)) if until < from => {
                say("until", to, rule("Pilih hari yang sama dengan hari pertama, atau sesudahnya", "Choose the first day or a later one"));
            }
            (_, Some(until)) if until < today => say("until", to, Fault::PastDate),
            (Some(from), Some(until)) if until > from.plus_days(i64::from(longest)) => {
                let (id, en) = (format!("Paling lama {longest} hari sekali catat"), format!("At most {longest} days at once"));
                say("until", to, rule(&id, &en));
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

    /// Whether somebody holds a post whose work the visitor divides.
    async fn are_theirs(&self, pack: &Pack, visitor: &Visitor, account: AccountId) -> Result<bool, Failure> {
        let (desks, today) = (allowed(pack, visitor)?, self.0.now().day(pack.zone()));
        let posts = posts_of(&self.0, pack, &desks).await?;
        let at = |(role, agency): &(String, AgencyKey)| people_at(posts.get(role).map_or(&[], Vec::as_slice), Some(agency), today);
        Ok(desks.iter().flat_map(at).any(|person| person.account == account))
    }

    /// Somebody is back: their absence ends with yesterday.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`].
    pub async fn end_absence(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<(), Failure> {
        let today = self.0.now().day(pack.zone());
        let noted = store::assign::absences(&self.0.db, pack.code(), today).await?.into_iter().find(|a| a.id == id);
        let theirs = self.are_theirs(pack, visitor, noted.map_or(AccountId(Uuid::nil()), |a| a.account)).await?;
        if !theirs {
            return Err(Failure::NotFound);
        }
        let (region, yesterday) = (pack.code().clone(), today.plus_days(-1));
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::assign::end_absence(tx, &region, id, yesterday).await?) })
            })
            .await
    }
}

/// What to do instead.
pub(super) fn rule(id: &str, en: &str) -> Fault {
    Fault::Rule { text: Text::new(id, en), legal_base: None }
}

/// The posts of the desks' roles, by role.
async fn posts_of(inner: &Inner, pack: &Pack, desks: &[(String, AgencyKey)]) -> Result<BTreeMap<String, Vec<HeldPost>>, Failure> {
    let mut posts = BTreeMap::new();
    for role in desks.iter().map(|(role, _)| role).collect::<BTreeSet<_>>() {
        posts.insert(role.clone(), store::accounts::holders(&inner.db, pack.code(), &RoleKey(role.clone()), None).await?);
    }
    Ok(posts)
}

/// The desks that somebody divides, or the refusal.
fn allowed(pack: &Pack, visitor: &Visitor) -> Result<Vec<(String, AgencyKey)>, Failure> {
    let desks = divided_by(pack, visitor.person()?);
    if desks.is_empty() { Err(Failure::Forbidden) } else { Ok(desks) }
}

/// The desks whose work somebody divides: of each role named by theirs, at the agencies where it holds stages and they have their
/// post.
pub(super) fn divided_by(pack: &Pack, person: &Person) -> Vec<(String, AgencyKey)> {
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
