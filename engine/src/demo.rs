//! Years of plausible, plainly fictional cases for a demonstration: the same for the same seed.
//!
//! Nothing here knows a service: every case is filled from its form, submitted and moved by the same rules as a real
//! one, with the clock set back.
mod answers;
mod case;
mod rolls;
mod site;
pub mod trial;
mod walk;
#[cfg(test)]
mod whole_tests;

use crate::{Accounts, Engine, Failure, open::Inner};
use domain::{
    case::{CaseId, CaseState},
    form::{Document, Field, FileKind},
    pack::{Pack, Service},
    people::{AccountId, AgencyKey, Person, Post, RoleKey},
    time::{Day, Instant},
};
use rolls::Rolls;
use std::{collections::BTreeMap, sync::Arc};
use store::bulk::BulkCase;

/// How far back the demonstration reaches, in days.
const BACK: i64 = 730;
/// Of a service that gives no money there is one case for so many of those that do.
const BESIDE: u32 = 20;
/// Cases that go to the store together.
const BATCH: usize = 250;

/// What to make.
#[derive(Clone, Debug, Default)]
pub struct DemoPlan {
    /// Another seed gives other cases.
    pub seed: u64,
    /// Cases of a region, more than half of them of its first service.
    pub cases: u32,
    /// So many more of its first service, handed in within the last hours and not looked at yet: a busy morning.
    pub fresh: u32,
    /// People of an invented organisation whose months are filled; none for none.
    pub staff: u32,
    /// Of how many months before this one; three where nothing is said, of which the oldest is paid.
    pub months: Option<usize>,
    /// At most so many activities a day, where nobody needs a whole day of them.
    pub most_a_day: Option<u32>,
    /// Only this region, by slug. Where none is named, the first by its code is filled as said.
    pub region: Option<String>,
    /// And of every other region so many cases, without staff.
    pub elsewhere: u32,
}

/// Chance that is the same for the same seed: SplitMix64.
pub(crate) struct Luck(u64);

impl Luck {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    /// A number below `n`; 0 where `n` is 0.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        if n == 0 { 0 } else { self.next() % n }
    }
    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high.saturating_sub(low)).unwrap_or(0);
        low.saturating_add(i64::try_from(self.below(span + 1)).unwrap_or(0))
    }
    /// Yes, so many times of a hundred.
    pub(crate) fn percent(&mut self, yes: u64) -> bool {
        self.below(100) < yes
    }
    /// One of a list.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(usize::try_from(self.below(u64::try_from(from.len()).unwrap_or(0))).unwrap_or(0))
    }
}

/// So many cases or members of staff change how a database should read.
const MUCH: u32 = 1_000;

impl Engine {
    /// Makes the personas and the cases of a demonstration.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] outside demonstration mode, [`Failure::Unavailable`].
    pub async fn demo(&self, plan: DemoPlan) -> Result<(), Failure> {
        if !self.0.demo {
            return Err(Failure::Forbidden);
        }
        let mut packs = self.0.packs.all();
        packs.sort_by(|a, b| a.code().cmp(b.code()));
        let first = packs.first().map(|pack| pack.code().clone());
        // Each region has chance of its own, whether it is filled alone or with the others: two regions have no case in common.
        let seeded = packs.iter().zip(0_u64..).map(|(pack, i)| (pack, plan.seed ^ i.wrapping_mul(0x9e6c_63d0_876a_9a35)));
        let chosen = seeded.filter(|(pack, _)| plan.region.as_deref().is_none_or(|r| r == pack.region.slug.as_str()));
        for (pack, seed) in chosen {
            let plan = match plan.region {
                None if first.as_ref() != Some(pack.code()) => DemoPlan { seed, cases: plan.elsewhere, fresh: 0, staff: 0, ..plan.clone() },
                _ => DemoPlan { seed, ..plan.clone() },
            };
            let (applicant, officers) = Accounts(self.0.clone()).make_personas(pack).await?;
            if plan.staff > 0 {
                self.performance().demo(pack, &plan, &officers).await?;
            }
            let mut rolls = Rolls::default();
            let pays = |service: &&Service| service.lists.amount.is_some() && service.project.is_none() && service.support.is_none();
            let paying = pack.services.iter().filter(pays).count();
            // Those that give money first: what comes of them is the same whatever else a region offers.
            let ordered = pack.services.iter().filter(pays).chain(pack.services.iter().filter(|service| !pays(service)));
            for (i, service) in ordered.enumerate() {
                let town = Town { inner: &self.0, pack, service, applicant, officers: &officers };
                let fresh = if i == 0 { plan.fresh } else { 0 };
                town.fill(
                    plan.seed,
                    (if i < paying { share(plan.cases, paying, i) } else { beside(service, plan.cases) }, fresh),
                    &mut rolls,
                )
                .await?;
            }
        }
        if plan.cases.max(plan.staff) >= MUCH {
            self.0.db.settle().await?;
        }
        Ok(())
    }
}

/// How many cases there are of a service that hands out no money.
fn beside(service: &Service, cases: u32) -> u32 {
    // A map of few projects shows little.
    match service {
        Service { project: Some(_), .. } => (cases / 5).min(2_000),
        Service { support: Some(_), .. } => (cases / 6).min(1_000),
        _ => cases / BESIDE,
    }
}

/// How many of a region's cases are of its `i`-th service.
fn share(cases: u32, services: usize, i: usize) -> u32 {
    let others = u32::try_from(services.saturating_sub(1)).unwrap_or(0);
    let of_others = (cases * 2 / 5).checked_div(others).unwrap_or(0);
    if i == 0 { cases - of_others * others } else { of_others }
}

/// One region's service with the people who act in it.
struct Town<'a> {
    inner: &'a Arc<Inner>,
    pack: &'a Pack,
    service: &'a Service,
    applicant: AccountId,
    officers: &'a BTreeMap<String, Vec<AccountId>>,
}

impl Town<'_> {
    async fn fill(&self, seed: u64, (cases, fresh): (u32, u32), rolls: &mut Rolls) -> Result<(), Failure> {
        if cases + fresh == 0 {
            return Ok(());
        }
        let paper = self.paper().await?;
        let now = self.inner.now();
        let mut luck = Luck::new(seed ^ blake3_seed(&self.service.key));
        // Submission days first, in order, so that numbers rise with time.
        // What is built takes years.
        let back = if self.service.project.is_some() { BACK * 2 } else { BACK };
        let mut days: Vec<i64> = (0..cases).map(|_| luck.between(1, back)).collect();
        days.sort_unstable_by(|a, b| b.cmp(a));
        let mut serials: BTreeMap<u16, u32> = BTreeMap::new();
        let mut batch = Vec::with_capacity(BATCH);
        let mut listed = Vec::new();
        let mut supported = Vec::new();
        let mut at_night: Vec<Instant> = (0..fresh).map(|_| now.plus_ms(-luck.between(5, 900) * 60_000)).collect();
        at_night.sort_unstable();
        let long_ago = days.into_iter().map(|back| {
            let day = now.day(self.pack.zone()).plus_days(-back);
            (Instant::at(day, 0, 0, self.pack.zone()), true)
        });
        let arrivals: Vec<(Instant, bool)> = long_ago.chain(at_night.into_iter().map(|at| (at, false))).collect();
        for (i, (at, goes_on)) in arrivals.into_iter().enumerate() {
            let at = if goes_on { at.plus_ms(luck.between(8 * 60, 20 * 60) * 60_000) } else { at };
            let Some((case, event)) = self.submitted(&mut luck, seed, i, at, &paper, &mut serials).await? else { continue };
            let until = if goes_on { now } else { at };
            let Some(whole) = self.whole(&mut luck, case, event, &paper, rolls, until) else { continue };
            rolls.weigh(self.pack, &whole);
            if whole.after.is_open() && self.service.support.as_ref().is_some_and(|rule| rule.is_open_at(&whole.after.stage)) {
                supported.push(whole.after.id);
            }
            if !whole.after.captured.text("list_number").is_empty() {
                listed.push(whole.after.clone());
            }
            batch.push(whole);
            if batch.len() == BATCH {
                self.keep(std::mem::take(&mut batch)).await?;
            }
        }
        self.keep(batch).await?;
        self.stand_behind(&mut luck, &supported).await?;
        self.keep_rolls(rolls, &listed).await
    }

    /// Some of the made-up town's people stand behind some of its proposals.
    async fn stand_behind(&self, luck: &mut Luck, cases: &[CaseId]) -> Result<(), Failure> {
        let mut people: Vec<AccountId> = self.officers.values().flatten().copied().collect();
        people.sort_unstable();
        people.dedup();
        let most = self.service.support.as_ref().map_or(0, |rule| rule.most_a_year as usize);
        let mut voices = Vec::new();
        for account in people {
            // Nobody gives their last voice.
            voices.extend(cases.iter().filter(|_| luck.percent(35)).take(most / 2).map(|case| (account, *case)));
        }
        let (region, service, at) = (self.pack.code().clone(), self.service.key.clone(), self.inner.now());
        let year = at.day(self.pack.zone()).year();
        let of = region.clone();
        self.inner
            .db
            .write_in(&of, move |tx| {
                Box::pin(async move {
                    for (account, case) in voices {
                        let voice = store::support::Voice { case, account, service: &service, year, at };
                        store::support::give(tx, &region, &voice).await?;
                    }
                    Ok::<_, Failure>(())
                })
            })
            .await
    }

    fn person(&self, role: &str, agency: Option<&AgencyKey>) -> Option<Person> {
        let account = *self.officers.get(role)?.first()?;
        let post = Post {
            region: self.pack.code().clone(),
            role: RoleKey(role.to_owned()),
            agency: agency.cloned(),
            from: Day::MIN,
            until: None,
            acting: false,
        };
        Some(Person { account, name: String::new(), posts: vec![post] })
    }

    async fn keep(&self, batch: Vec<BulkCase>) -> Result<(), Failure> {
        if batch.is_empty() {
            return Ok(());
        }
        let mut years: BTreeMap<u16, u32> = BTreeMap::new();
        for case in &batch {
            if let Ok(year) = u16::try_from(case.after.submitted_at.day(self.pack.zone()).year()) {
                *years.entry(year).or_default() += 1;
            }
        }
        let (region, prefix) = (self.pack.code().clone(), self.service.prefix.clone());
        let of = region.clone();
        // Of a licence its document is what everybody checks: it is issued as it would have been, with all that stood on it then.
        let licensed: Vec<BulkCase> = batch.iter().filter(|case| case.licence.is_some()).cloned().collect();
        self.inner
            .db
            .write_in(&of, move |tx| {
                Box::pin(async move {
                    for (year, n) in years {
                        store::serials::reserve(tx, &region, &prefix, year, n).await?;
                    }
                    Ok::<_, Failure>(store::bulk::insert_cases(tx, &region, &batch).await?)
                })
            })
            .await?;
        for case in licensed {
            self.issue(case).await?;
        }
        Ok(())
    }

    /// The documents of a case whose events are there, each at its moment; then its licence is in the register.
    async fn issue(&self, case: BulkCase) -> Result<(), Failure> {
        let pack = self.inner.pack_of(self.pack.code()).ok_or(Failure::NotFound)?;
        let issuing = self.inner.issuing(&pack, &case.after, &case.events).await?;
        let of = pack.code().clone();
        self.inner
            .db
            .write_in(&of, move |tx| {
                Box::pin(async move {
                    let mut state: Option<CaseState> = None;
                    for event in &case.events {
                        match &mut state {
                            Some(state) => state.apply(event),
                            None => state = CaseState::begin(case.after.id, event),
                        }
                        if let Some(state) = &state {
                            issuing.follow(tx, &pack, state, event).await?;
                        }
                    }
                    Ok::<_, Failure>(store::licences::put(tx, pack.code(), &case.licence).await?)
                })
            })
            .await
    }

    /// The papers that all made-up requests hand in: they say that they are made up.
    async fn paper(&self) -> Result<Papers, Failure> {
        let accept = FileKind::Pdf.media().first().copied().unwrap_or_default();
        let open = self.inner.keep_file("", "dokumen-contoh.pdf", accept, answers::paper("DOKUMEN CONTOH").into()).await?;
        let private = self.inner.keep_file("", "pribadi-contoh.pdf", accept, answers::paper("DOKUMEN PRIBADI CONTOH").into()).await?;
        Ok(Papers { open, private })
    }
}

/// What is handed in for a box: one paper for those that show personal data, one for all others.
pub(crate) struct Papers {
    open: Document,
    private: Document,
}

impl Papers {
    pub(crate) fn of(&self, field: &Field, at: Instant) -> Document {
        let paper = if field.is_private_file() { &self.private } else { &self.open };
        Document { slot: field.key.clone(), at, ..paper.clone() }
    }
}

fn blake3_seed(key: &str) -> u64 {
    blake3::hash(key.as_bytes()).as_bytes().first_chunk::<8>().map_or(0, |b| u64::from_le_bytes(*b))
}
