//! One deed done to many cases of a desk's list: chosen, ordered, undone within ten seconds, and then done to each in a transaction
//! of its own. What was ordered outlives a restart, and of two servers one runs it: see `store/src/batches.rs`.
mod running;

pub(crate) use running::{AT_ONCE, Beside, follow};

use crate::{Cases, Desk, Failure, Visitor, open::Inner};
use domain::{
    batch::{self, Deed, MOST, UNDO_MS},
    case::{self, CaseId, CaseState, Refusal},
    number::CaseNumber,
    pack::Pack,
    people::{AccountId, Person},
    queue::Filter,
    time::{Day, Instant},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use store::batches::{Batch, BatchHead, BatchLine};
use uuid::Uuid;

/// Batches that an officer is shown of their own.
const SHOWN: u32 = 20;

/// Deeds for many.
#[derive(Clone)]
pub struct Batches(pub(crate) Arc<Inner>);

/// What is chosen of a list.
#[derive(Clone, Debug)]
pub enum Chosen {
    /// These cases.
    These(Vec<CaseNumber>),
    /// All that the list shows, however many pages it has, from its beginning.
    All,
}

/// A batch as its officer sees it.
#[derive(Clone, Debug)]
pub struct OpenBatch {
    /// Itself.
    pub batch: Batch,
    /// Its cases.
    pub lines: Vec<BatchLine>,
    /// What can be done to them, while nothing is ordered.
    pub possible: Possible,
}

/// What can be done to the chosen cases, with to how many of them.
#[derive(Clone, Debug, Default)]
pub struct Possible {
    /// Actions of the workflow: service, stage and action.
    pub actions: Vec<((String, String, String), usize)>,
    /// How many the officer may take, give on and put aside.
    pub works: usize,
    /// How many they work on.
    pub mine: usize,
    /// How many are put aside.
    pub held: usize,
    /// To whom they can be given: account, name, how many of them.
    pub colleagues: Vec<(AccountId, String, usize)>,
    /// The last day until which any of them can be put aside.
    pub last_day: Option<Day>,
}

impl Batches {
    /// Keeps what is chosen of the visitor's list, and gives its id. Nothing is done yet.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where nothing is chosen, [`Failure::Forbidden`], [`Failure::SignedOut`].
    pub async fn choose(&self, pack: &Pack, visitor: &Visitor, filter: &Filter, query: &str, chosen: Chosen) -> Result<Uuid, Failure> {
        let account = visitor.person()?.account;
        if !visitor.is_officer(pack.code()) {
            return Err(Failure::Forbidden);
        }
        let (cases, found) = match chosen {
            Chosen::These(numbers) => {
                let mut cases = vec![];
                let unique: BTreeSet<&CaseNumber> = numbers.iter().collect();
                for number in numbers.iter().filter(|n| unique.contains(n)).take(MOST as usize) {
                    // What is gone from the list meanwhile is said of each when it is tried.
                    if let Some(stored) = store::cases::by_number(&self.0.db, pack.code(), number).await?
                        && !cases.iter().any(|(id, _)| *id == stored.state.id)
                    {
                        cases.push((stored.state.id, stored.state.version));
                    }
                }
                let found = cases.len();
                (cases, found)
            }
            Chosen::All => self.all(pack, visitor, filter).await?,
        };
        if cases.is_empty() {
            return Err(Failure::NotFound);
        }
        let (id, at, region, query) = (self.0.id(), self.0.now(), pack.code().clone(), query.to_owned());
        let found = i64::try_from(found).unwrap_or(i64::MAX);
        let keep = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(
                async move { Ok::<_, Failure>(store::batches::insert(tx, &region, (id, account), (&query, found), &cases, at).await?) },
            )
        });
        keep.await?;
        Ok(id)
    }

    /// The first cases of the list, and how many it has.
    async fn all(&self, pack: &Pack, visitor: &Visitor, filter: &Filter) -> Result<(Vec<(CaseId, u32)>, usize), Failure> {
        let desk = Desk(self.0.clone());
        let page = desk.queue(pack, visitor, filter, None, MOST).await?;
        let ids: Vec<CaseId> = page.lines.iter().map(|line| line.id).collect();
        let versions: BTreeMap<CaseId, u32> = self.states(pack, &ids).await?.into_iter().map(|s| (s.id, s.version)).collect();
        let found = match page.next {
            // A search shows all that it found, and else the counters know how many there are.
            Some(_) => usize::try_from(page.waiting).unwrap_or(ids.len()).max(ids.len()),
            None => ids.len(),
        };
        Ok((ids.into_iter().filter_map(|id| Some((id, *versions.get(&id)?))).collect(), found))
    }

    async fn states(&self, pack: &Pack, ids: &[CaseId]) -> Result<Vec<CaseState>, Failure> {
        Ok(store::cases::by_ids(&self.0.db, pack.code(), ids).await?.into_iter().map(|stored| stored.state).collect())
    }

    /// A batch of the visitor.
    ///
    /// # Errors
    /// [`Failure::NotFound`], also for anybody else's; [`Failure::SignedOut`].
    pub async fn open(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<OpenBatch, Failure> {
        let batch = self.own_batch(pack, visitor, id).await?;
        let lines = store::batches::lines(&self.0.db, pack.code(), id).await?;
        let chooses = batch.deed.is_none() && batch.undone_at.is_none();
        let possible = if chooses { self.possible(pack, visitor, &lines).await? } else { Possible::default() };
        Ok(OpenBatch { batch, lines, possible })
    }

    async fn own_batch(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<Batch, Failure> {
        let account = visitor.person()?.account;
        if !visitor.is_officer(pack.code()) {
            return Err(Failure::Forbidden);
        }
        let batch = store::batches::by_id(&self.0.db, pack.code(), id).await?;
        batch.filter(|batch| batch.account == account).ok_or(Failure::NotFound)
    }

    /// The visitor's newest batches that something was ordered for.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`].
    pub async fn own(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<BatchHead>, Failure> {
        let account = visitor.person()?.account;
        if !visitor.is_officer(pack.code()) {
            return Err(Failure::Forbidden);
        }
        Ok(store::batches::of(&self.0.db, pack.code(), account, SHOWN).await?)
    }

    async fn possible(&self, pack: &Pack, visitor: &Visitor, lines: &[BatchLine]) -> Result<Possible, Failure> {
        let (person, at) = (visitor.person()?, self.0.now());
        let ids: Vec<CaseId> = lines.iter().map(|line| line.case).collect();
        let mut found = Possible::default();
        // The people of a desk are looked up once, however many of the cases wait there.
        let mut desks: BTreeMap<String, Vec<Person>> = BTreeMap::new();
        let mut colleagues: BTreeMap<AccountId, (String, usize)> = BTreeMap::new();
        for state in self.states(pack, &ids).await? {
            for offer in case::offers(pack, &state, person, at).iter().filter(|offer| offer.action.is_for_many()) {
                let key = (state.service.clone(), state.stage.clone(), offer.action.key.clone());
                match found.actions.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, n)) => *n += 1,
                    None => found.actions.push((key, 1)),
                }
            }
            found.mine += usize::from(state.worked_by(at) == Some(person.account));
            found.held += usize::from(state.is_held_on(at.day(pack.zone())));
            let works = case::may_work(pack, &state, person);
            found.works += usize::from(works);
            if works {
                found.last_day = found.last_day.max(Some(case::last_day(pack, &state, at)));
            }
            if works || case::may_divide(pack, &state, person) {
                let desk = crate::keep::holder(pack, &state);
                if !desks.contains_key(&desk) {
                    let people = self.0.holding(pack, &state).await?;
                    desks.insert(desk.clone(), people);
                }
                let others = desks.get(&desk).into_iter().flatten().filter(|p| p.account != person.account);
                for other in others.filter(|other| case::may_work(pack, &state, other)) {
                    colleagues.entry(other.account).or_insert_with(|| (other.name.clone(), 0)).1 += 1;
                }
            }
        }
        found.colleagues = colleagues.into_iter().map(|(account, (name, n))| (account, name, n)).collect();
        found.colleagues.sort_by(|one, other| one.1.cmp(&other.1));
        Ok(found)
    }

    /// Orders what is done to each case. It waits for ten seconds, in which it can be undone. What is missing in the deed itself is
    /// said now and not five hundred times later; what a case refuses is its own line.
    ///
    /// # Errors
    /// [`Failure::Invalid`] or [`Failure::Refused`] where no case takes the deed as it is, [`Failure::NotFound`].
    pub async fn order(&self, pack: &Pack, visitor: &Visitor, id: Uuid, deed: Deed) -> Result<(), Failure> {
        let batch = self.own_batch(pack, visitor, id).await?;
        if batch.deed.is_some() || batch.undone_at.is_some() {
            // A second tap: it is ordered already.
            return Ok(());
        }
        self.fits(pack, visitor, id, &deed).await?;
        let (region, at) = (pack.code().clone(), self.0.now().plus_ms(UNDO_MS));
        let order = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(async move { Ok::<_, Failure>(store::batches::order(tx, &region, id, &deed, at).await?) })
        });
        order.await?;
        self.0.ordered.notify_one();
        Ok(())
    }

    /// Whether any case takes the deed; the reason of the first one where none does.
    async fn fits(&self, pack: &Pack, visitor: &Visitor, id: Uuid, deed: &Deed) -> Result<(), Failure> {
        let (person, at) = (visitor.person()?, self.0.now());
        let to = self.0.receiver(pack, deed).await?;
        let lines = store::batches::lines(&self.0.db, pack.code(), id).await?;
        let seen: BTreeMap<CaseId, u32> = lines.iter().map(|line| (line.case, line.seen)).collect();
        let ids: Vec<CaseId> = lines.iter().map(|line| line.case).collect();
        let mut first = None;
        for state in self.states(pack, &ids).await? {
            let seen = seen.get(&state.id).copied().unwrap_or(0);
            match batch::judge(pack, &state, (person, to.as_ref()), (deed, seen), at) {
                Ok(_) => return Ok(()),
                // What is missing is missing for all; other reasons are each case's own.
                Err(refusal @ (Refusal::Invalid { .. } | Refusal::NoReason)) => return Err(refusal.into()),
                Err(refusal) => first = first.or(Some(refusal)),
            }
        }
        Err(first.map_or(Failure::NotFound, Into::into))
    }

    /// Takes back what was ordered; gives whether it was in time.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::SignedOut`].
    pub async fn undo(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<bool, Failure> {
        let account = self.own_batch(pack, visitor, id).await?.account;
        let (region, at) = (pack.code().clone(), self.0.now());
        let undo = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(async move { Ok::<_, Failure>(store::batches::undo(tx, &region, id, account, at).await?) })
        });
        undo.await
    }
}

impl Inner {
    /// Who gets the cases, where the deed gives them to somebody.
    async fn receiver(&self, pack: &Pack, deed: &Deed) -> Result<Option<Person>, Failure> {
        match deed {
            Deed::HandOver { to, .. } => Ok(Some(self.officer(pack, *to).await?)),
            _ => Ok(None),
        }
    }

    /// Forgets what was chosen a day ago and never ordered.
    pub(crate) async fn forget_chosen(&self) -> Result<(), Failure> {
        let before: Instant = self.now().plus_ms(-86_400_000);
        for pack in self.at_work().iter() {
            let region = pack.code().clone();
            let forget = self.db.write_in(pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::batches::forget(tx, &region, before).await?) })
            });
            forget.await?;
        }
        Ok(())
    }
}

impl Cases {
    /// Deeds for many of them.
    #[must_use]
    pub fn batches(&self) -> Batches {
        Batches(self.0.clone())
    }
}
