//! Years of plausible, plainly fictional cases for a demonstration: the same for the same seed.
//!
//! Nothing here knows a service: every case is filled from its form, submitted and moved by the same rules as a real
//! one, with the clock set back.
mod answers;
mod rolls;
mod walk;
#[cfg(test)]
mod whole_tests;

use crate::{Accounts, Engine, Failure, books, keep, licences, open::Inner};
use domain::{
    board::{DayCount, day_count},
    case::{CaseId, CaseState, Event, Outcome, Submission, submit},
    form::{Document, Documents, Field, FileKind, Kind},
    number::CaseNumber,
    pack::{Escalation, Pack, Service},
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
    /// Only this region, by slug.
    pub region: Option<String>,
}

/// Chance that is the same for the same seed: SplitMix64.
pub(crate) struct Luck(u64);

/// What an invented applicant asks, and what they are answered.
const ASKED: &str = "Apakah berkas saya sudah lengkap, atau masih ada yang kurang?";
const ANSWERED: &str = "Berkas Anda sudah kami terima dan sedang diperiksa. Bila ada yang kurang, Anda diberi tahu di halaman ini.";

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

impl Engine {
    /// Makes the personas and the cases of a demonstration.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] outside demonstration mode, [`Failure::Unavailable`].
    pub async fn demo(&self, plan: DemoPlan) -> Result<(), Failure> {
        if !self.0.demo {
            return Err(Failure::Forbidden);
        }
        let packs: Vec<Arc<Pack>> =
            self.0.packs.iter().filter(|p| plan.region.as_deref().is_none_or(|r| r == p.region.slug.as_str())).cloned().collect();
        for pack in packs {
            let (applicant, officers) = Accounts(self.0.clone()).make_personas(&pack).await?;
            if plan.staff > 0 {
                self.performance().demo(&pack, &plan, &officers).await?;
            }
            let mut rolls = Rolls::default();
            let pays = |service: &&Service| service.lists.amount.is_some();
            let paying = pack.services.iter().filter(pays).count();
            // Those that give money first: what comes of them is the same whatever else a region offers.
            let ordered = pack.services.iter().filter(pays).chain(pack.services.iter().filter(|service| !pays(service)));
            for (i, service) in ordered.enumerate() {
                let town = Town { inner: &self.0, pack: &pack, service, applicant, officers: &officers };
                let fresh = if i == 0 { plan.fresh } else { 0 };
                town.fill(plan.seed, (if i < paying { share(plan.cases, paying, i) } else { plan.cases / BESIDE }, fresh), &mut rolls)
                    .await?;
            }
        }
        Ok(())
    }
}

/// Whether a licence is in force that little happened to yet.
fn is_young(state: &CaseState) -> bool {
    let in_force = state.licence.as_ref().is_some_and(|l| l.status == domain::licence::Status::InForce);
    in_force && state.visits.iter().filter(|v| v.stage == state.stage).count() < 3
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
        let mut days: Vec<i64> = (0..cases).map(|_| luck.between(1, BACK)).collect();
        days.sort_unstable_by(|a, b| b.cmp(a));
        let mut serials: BTreeMap<u16, u32> = BTreeMap::new();
        let mut batch = Vec::with_capacity(BATCH);
        let mut listed = Vec::new();
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
            if !whole.after.captured.text("list_number").is_empty() {
                listed.push(whole.after.clone());
            }
            batch.push(whole);
            if batch.len() == BATCH {
                self.keep(std::mem::take(&mut batch)).await?;
            }
        }
        self.keep(batch).await?;
        self.keep_rolls(rolls, &listed).await
    }

    async fn submitted(
        &self,
        luck: &mut Luck,
        seed: u64,
        i: usize,
        at: Instant,
        paper: &Papers,
        serials: &mut BTreeMap<u16, u32>,
    ) -> Result<Option<(CaseId, Event)>, Failure> {
        let year = u16::try_from(at.day(self.pack.zone()).year()).unwrap_or(0);
        let serial = match serials.get(&year) {
            Some(serial) => *serial,
            None => self.reserve(year, 1).await?,
        };
        let mut random = [0; 10];
        random.iter_mut().zip(seed.to_le_bytes().into_iter().chain(0..)).for_each(|(r, s)| *r = s);
        for byte in random.iter_mut().skip(2) {
            *byte ^= u8::try_from(luck.below(256)).unwrap_or(0);
        }
        let ms = u64::try_from(at.millis()).unwrap_or(0);
        let case = CaseId(uuid::Builder::from_unix_timestamp_millis(ms, &random).into_uuid());
        let number = CaseNumber::new(&self.service.prefix, year, serial).map_err(|e| Failure::unavailable("make a case number", &e))?;
        let documents =
            Documents(self.service.form.fields().filter(|f| matches!(f.kind, Kind::File { .. })).map(|f| paper.of(f, at)).collect());
        // One in twelve is the applicant persona's, so that its account shows something. The others are of guests, whom no
        // account names: each has an id, so that it can mend and ask for its money.
        let guest = AccountId(uuid::Builder::from_random_bytes(std::array::from_fn(|_| luck.below(256).to_le_bytes()[0])).into_uuid());
        let applicant = Some(if i.is_multiple_of(12) { self.applicant } else { guest });
        // The amount is lowered until it fits under the limits: what a form refuses is no case.
        for scale in [100, 55, 30, 12] {
            let answers = answers::fill(luck, self.pack, self.service, at.day(self.pack.zone()), scale);
            let request = Submission {
                number: number.clone(),
                applicant,
                keyed_by: None,
                answers: &answers,
                documents: &documents,
                follows: None,
                together: vec![],
                at,
            };
            match submit(self.pack, self.service, &request) {
                Ok(event) => {
                    serials.insert(year, serial + 1);
                    return Ok(Some((case, self.inner.sealed(self.pack, &self.service.key, case.0, event))));
                }
                Err(refusal) if scale == 12 => tracing::debug!(%refusal, ?refusal, "a made-up request was refused"),
                Err(_) => {}
            }
        }
        Ok(None)
    }

    async fn reserve(&self, year: u16, n: u32) -> Result<u32, Failure> {
        let (region, prefix) = (self.pack.code().clone(), self.service.prefix.clone());
        self.inner
            .db
            .write_in(self.pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::serials::reserve(tx, &region, &prefix, year, n).await?) })
            })
            .await
    }

    /// The case with all that happened to it until now.
    fn whole(&self, luck: &mut Luck, case: CaseId, first: Event, paper: &Papers, rolls: &mut Rolls, now: Instant) -> Option<BulkCase> {
        let mut days: BTreeMap<Day, DayCount> = BTreeMap::new();
        let mut decided = None;
        let mut count = |before: Option<&CaseState>, after: &CaseState, event: &Event| {
            let one = day_count(before, after, event.is_decision());
            let sum = days.entry(event.at.day(self.pack.zone())).or_default();
            sum.arrived += one.arrived;
            sum.decided += one.decided;
            sum.closed += one.closed;
            decided = decided.or(domain::pace::decided(self.pack, before, after, event.at));
        };
        let mut state = CaseState::begin(case, &first)?;
        count(None, &state, &first);
        let mut events = vec![first];
        // One in seven of those refused objects.
        let objects = luck.percent(15);
        // One licence of six lives a little: it is looked at, warned about, suspended.
        let lives = luck.percent(16);
        let ground = walk::Ground { pack: self.pack, service: self.service, paper, crews: self.officers };
        while (state.is_open() || (objects && state.outcome == Some(Outcome::Refused) && !state.objected) || (lives && is_young(&state)))
            && let Some(event) = walk::step(luck, &ground, &state, |role, agency| self.person(role, agency), rolls, now)
        {
            let event = self.inner.sealed(self.pack, &self.service.key, case.0, event);
            let before = state.clone();
            state.apply(&event);
            count(Some(&before), &state, &event);
            events.push(event);
        }
        // Some applicants ask, and most are answered.
        if let Some(applicant) = state.applicant.filter(|_| luck.percent(6)) {
            let at = state.stage_since.plus_ms(3_600_000);
            let asks = Person { account: applicant, name: String::new(), posts: vec![] };
            let role = self.pack.workflow_of(&state).and_then(|w| w.stage(&state.stage)).and_then(|s| s.holder.role.clone());
            let answers = role.and_then(|role| self.person(&role, state.agency.as_ref())).filter(|_| luck.percent(60));
            let words = [(Some(asks), ASKED), (answers, ANSWERED)];
            for (i, (who, text)) in words.into_iter().enumerate() {
                let at = at.plus_ms(i64::try_from(i).unwrap_or(0) * 7_200_000);
                let event = who.filter(|_| at < now).and_then(|who| domain::case::say(self.pack, &state, &who, text, at).ok());
                if let Some(event) = event {
                    state.apply(&event);
                    events.push(event);
                }
            }
        }
        // What is late now went up the chain, as it would have: a server that begins with it has nothing to catch up on.
        let today = now.day(self.pack.zone());
        let steps: Vec<_> = domain::case::due_steps(self.pack, &state, today).into_iter().cloned().collect();
        for step in steps {
            let event = domain::case::escalate(&state, &step, self.when(&state, &step, now));
            state.apply(&event);
            events.push(event);
        }
        let after = state;
        let money = domain::case::money(self.pack, &after);
        Some(BulkCase {
            deeds: domain::deed::counted(&events, self.pack.zone()),
            stands: domain::board::stands(&after, self.pack.zone()),
            said: self.inner.said(self.pack, &self.inner.opened(self.pack, &after)),
            decided,
            entered: books::entered(self.pack, case, &events),
            licence: licences::row(self.pack, &after, now),
            holder: keep::holder(self.pack, &after),
            approved: money.approved,
            paid: money.paid,
            reported: money.reported,
            taken: domain::budget::taken_by(self.pack, &after),
            after,
            events,
            secret_hash: Some(self.inner.secret_hash(case)),
            days: days.into_iter().collect(),
        })
    }

    /// When a step of the chain was taken for a case that stands where it stood then.
    fn when(&self, state: &CaseState, step: &Escalation, now: Instant) -> Instant {
        let (calendar, zone) = (self.pack.calendar(), self.pack.zone());
        let since = state.stage_since.day(zone);
        let day = match (step.days_late, state.due_on, &state.clock) {
            (Some(days), Some(due), _) => calendar.add_workdays(due, days),
            (None, _, Some(clock)) => calendar.add_workdays(since, clock.limit * step.used_percent.unwrap_or(100) / 100),
            _ => since,
        };
        Instant::at(day, 5, 0, zone).max(state.stage_since).min(now)
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
