//! What waits for an officer: by the posts they hold, narrowed and ordered as they ask.
mod cursor;
mod veil;
mod views;

use crate::{CaseLine, Failure, Visitor, open::Inner};
use cursor::Cursor;
use domain::{
    board::QueueKey,
    find::Question,
    pack::Pack,
    people::{AccountId, AgencyKey},
    queue::{Filter, Order, Part, Whose},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use store::{
    cases::{ANY_DUE, Narrowed},
    counts::Pile,
    find::Sought,
};

/// Most cases that a search shows: more is not a list to work through but a question to ask more closely.
const FOUND: u32 = 200;

/// Most agencies of one officer that are asked what they owe.
const AGENCIES: usize = 8;

/// Desks.
#[derive(Clone)]
pub struct Desk(pub(crate) Arc<Inner>);

/// One page of a queue.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    /// The cases.
    pub lines: Vec<CaseLine>,
    /// The next page.
    pub next: Option<String>,
    /// Whether a search found more than it shows, or did not look at all that it might have.
    pub cut: bool,
    /// All that wait at the services and stages asked for.
    pub waiting: i64,
    /// Of these, past their term.
    pub overdue: i64,
    /// Of these, due today.
    pub due_today: i64,
    /// Of all that wait there, those on the visitor's own pile.
    pub mine: i64,
    /// What is put aside there; no other count has it.
    pub held: i64,
    /// How many of those asked for wait at which service and stage, whatever these are narrowed to.
    pub places: BTreeMap<(String, String), i64>,
    /// Names of those who work on the cases of the page.
    pub names: BTreeMap<AccountId, String>,
    /// The posts: role and agency.
    pub holders: Vec<(String, String)>,
    /// The last event that it surely holds.
    pub seq: i64,
}

impl Desk {
    /// One page of what waits for the visitor's posts; of a search all that is shown of it.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for people without a post here, [`Failure::NotFound`] for a page that
    /// begins nowhere.
    pub async fn queue(&self, pack: &Pack, visitor: &Visitor, filter: &Filter, after: Option<&str>, limit: u32) -> Result<Queue, Failure> {
        let holders = self.holders(pack, visitor)?;
        // The number is read first: what came after it is told again by the live stream, never left out.
        let seq = store::events::last_seq(&self.0.db).await?;
        let mut queue = Queue { holders, seq, ..Queue::default() };
        self.count(pack, filter, visitor.person()?.account, &mut queue).await?;
        self.fill(pack, visitor, filter, after, limit, &mut queue).await?;
        Ok(queue)
    }

    /// The lines of a page alone, without counts: for a table of all that is asked for.
    ///
    /// # Errors
    /// As [`Desk::queue`].
    pub async fn lines(&self, pack: &Pack, visitor: &Visitor, filter: &Filter, after: Option<&str>, limit: u32) -> Result<Queue, Failure> {
        let mut queue = Queue { holders: self.holders(pack, visitor)?, ..Queue::default() };
        self.fill(pack, visitor, filter, after, limit, &mut queue).await?;
        Ok(queue)
    }

    /// The page, or what is found, with the names of those who work on it.
    async fn fill(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        filter: &Filter,
        after: Option<&str>,
        limit: u32,
        queue: &mut Queue,
    ) -> Result<(), Failure> {
        let (after, who) = (after.map(str::parse::<Cursor>).transpose()?, visitor.person()?.account);
        let question = Question::of(&pack.services, &self.unveiled(pack, &filter.find));
        if question.is_empty() {
            self.page(pack, (filter, who), after, limit, queue).await?;
        } else {
            self.find(pack, (filter, who), question, queue).await?;
        }
        let workers: BTreeSet<AccountId> = queue.lines.iter().filter_map(|line| line.assignee).map(|a| a.account).collect();
        queue.names = store::assign::names(&self.0.db, &workers.into_iter().collect::<Vec<_>>()).await?;
        Ok(())
    }

    async fn page(
        &self,
        pack: &Pack,
        (filter, who): (&Filter, AccountId),
        after: Option<Cursor>,
        limit: u32,
        queue: &mut Queue,
    ) -> Result<(), Failure> {
        let narrowed = self.narrowed(pack, filter, who);
        // Little is put aside: it comes in one order, and its cursor is of that.
        let order = if filter.part == Part::Held { Order::Due } else { filter.order };
        let mut lines = Vec::new();
        for desk in desks(&queue.holders) {
            let after = after.map(|after| (after.at, after.id));
            let page = store::cases::desk_page(&self.0.db, pack.code(), &desk, (&narrowed, order), after, limit + 1);
            lines.extend(page.await?);
        }
        lines.sort_by_key(|line| Cursor::of(line, order));
        let more = lines.len() > limit as usize;
        lines.truncate(limit as usize);
        queue.next = lines.last().filter(|_| more).map(|line| Cursor::of(line, order).to_string());
        queue.lines = lines;
        Ok(())
    }

    async fn find(&self, pack: &Pack, (filter, who): (&Filter, AccountId), question: Question, queue: &mut Queue) -> Result<(), Failure> {
        let whole = question.whole.into_iter().map(|(way, text)| (way.clone(), self.0.say(pack, &way, &text))).collect();
        let sought = Sought { words: question.words, whole };
        let holders = (!filter.everywhere).then(|| desks(&queue.holders).collect::<Vec<_>>());
        let narrowed = self.narrowed(pack, filter, who);
        let found = store::find::cases(&self.0.db, pack.code(), &sought, holders.as_deref(), &narrowed, filter.order, FOUND + 1).await?;
        queue.lines = found.lines;
        queue.cut = found.cut || queue.lines.len() > FOUND as usize;
        queue.lines.truncate(FOUND as usize);
        Ok(())
    }

    fn narrowed<'f>(&self, pack: &Pack, filter: &'f Filter, who: AccountId) -> Narrowed<'f> {
        let at = self.0.now();
        let today = at.day(pack.zone());
        let due = match filter.part {
            Part::All | Part::Held => ANY_DUE,
            Part::Overdue => (ANY_DUE.0, today.number() - 1),
            Part::Today => (today.number(), today.number()),
        };
        let (held, whose) = (filter.part == Part::Held, filter.whose);
        let (service, stage) = (filter.service.as_deref(), filter.stage.as_deref());
        Narrowed { due, service, stage, held, whose, who: Some(who), at: (at, today) }
    }

    /// The counts come from the board's counters, which are written with every event: of the list itself only what is put aside
    /// and the officer's own pile are counted.
    async fn count(&self, pack: &Pack, filter: &Filter, who: AccountId, queue: &mut Queue) -> Result<(), Failure> {
        let (db, at) = (&self.0.db, self.0.now());
        let today = at.day(pack.zone());
        let desks: Vec<String> = desks(&queue.holders).collect();
        let posts: BTreeSet<_> = queue.holders.iter().map(|(role, agency)| (role.as_str(), agency.as_str())).collect();
        let mut all = Counts::default();
        for (key, n) in store::counts::queues(db, pack.code()).await? {
            if role_at(pack, &key).is_some_and(|role| posts.contains(&(role, key.agency.as_str()))) {
                all.add((&key.service, &key.stage), key.due, n);
            }
        }
        let held = Counts::of(&store::counts::held(db, pack.code(), &desks, today).await?);
        all.less(&held);
        let mine = Counts::of(&store::counts::pile(db, pack.code(), &desks, who, at, today).await?);
        queue.mine = mine.sum(filter, |_| true);
        queue.held = held.sum(filter, |_| true);
        let asked = match filter.whose {
            Whose::All => all,
            Whose::Mine => mine,
            Whose::Nobodys => {
                all.less(&Counts::of(&store::counts::piles(db, pack.code(), &desks, at, today).await?));
                all
            }
        };
        queue.waiting = asked.sum(filter, |_| true);
        queue.overdue = asked.sum(filter, |due| due > 0 && due < today.number());
        queue.due_today = asked.sum(filter, |due| due == today.number());
        for ((service, stage, _), n) in asked.0 {
            *queue.places.entry((service, stage)).or_default() += n;
        }
        Ok(())
    }

    /// Agencies of the visitor's posts that owe opinions, with on how many cases; of the first agencies alone.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Unavailable`].
    pub async fn owed(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<(AgencyKey, i64)>, Failure> {
        self.marked(pack, visitor, domain::find::opinion_word).await
    }

    async fn marked(&self, pack: &Pack, visitor: &Visitor, word: fn(&AgencyKey) -> String) -> Result<Vec<(AgencyKey, i64)>, Failure> {
        let agencies: BTreeSet<AgencyKey> = visitor.person()?.posts_in(pack.code()).filter_map(|post| post.agency.clone()).collect();
        let mut owed = vec![];
        for agency in agencies.into_iter().take(AGENCIES) {
            let n = store::find::count(&self.0.db, pack.code(), &word(&agency)).await?;
            if n > 0 {
                owed.push((agency, n));
            }
        }
        Ok(owed)
    }

    /// Agencies of the visitor's posts whose answer applicants wait for, with on how many cases; of the first agencies alone.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Unavailable`].
    pub async fn unanswered(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<(AgencyKey, i64)>, Failure> {
        self.marked(pack, visitor, domain::find::unanswered_word).await
    }

    /// The posts of the visitor as the queue knows them; a post for the whole region stands at every agency.
    pub(super) fn holders(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<(String, String)>, Failure> {
        let person = visitor.person()?;
        if !visitor.is_officer(pack.code()) {
            return Err(if visitor.is_signed_in() { Failure::Forbidden } else { Failure::SignedOut });
        }
        let mut holders = BTreeSet::new();
        for post in person.posts_in(pack.code()) {
            match &post.agency {
                Some(AgencyKey(agency)) => {
                    holders.insert((post.role.0.clone(), agency.clone()));
                }
                None => holders.extend(pack.agencies.iter().map(|a| (post.role.0.clone(), a.key.clone()))),
            }
        }
        Ok(holders.into_iter().collect())
    }
}

/// How many cases stand where, by service, stage and due day.
#[derive(Default)]
struct Counts(BTreeMap<(String, String, i32), i64>);

impl Counts {
    fn of(piles: &[Pile]) -> Self {
        let mut counts = Self::default();
        piles.iter().for_each(|pile| counts.add((&pile.service, &pile.stage), pile.due, pile.n));
        counts
    }

    fn add(&mut self, (service, stage): (&str, &str), due: i32, n: i64) {
        *self.0.entry((service.to_owned(), stage.to_owned(), due)).or_default() += n;
    }

    fn less(&mut self, other: &Self) {
        for (place, n) in &other.0 {
            *self.0.entry(place.clone()).or_default() -= n;
        }
    }

    fn sum(&self, filter: &Filter, is_due: impl Fn(i32) -> bool) -> i64 {
        self.0.iter().filter(|((service, stage, due), _)| filter.counts(service, stage) && is_due(*due)).map(|(_, n)| n).sum()
    }
}

/// The posts as the cases name their desk.
fn desks(holders: &[(String, String)]) -> impl Iterator<Item = String> {
    holders.iter().map(|(role, agency)| format!("{role}@{agency}"))
}

/// The role that a counter's cases wait for.
pub(crate) fn role_at<'p>(pack: &'p Pack, key: &QueueKey) -> Option<&'p str> {
    let stage = pack.service(&key.service)?.workflows.iter().find_map(|w| w.stage(&key.stage))?;
    stage.holder.role.as_deref()
}
