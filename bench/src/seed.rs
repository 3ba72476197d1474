//! What a measurement needs to be there: drafts that only wait to be handed in, and many more open cases than a
//! demonstration has.
use crate::{REGION, filler, served};
use anyhow::{Context, Result};
use bytes::Bytes;
use domain::{
    case::{CaseId, CaseState, Event, Happening},
    form::{Answers, Form, Kind},
    number::CaseNumber,
    pack::{Pack, Service},
    people::AgencyKey,
    time::Instant,
};
use engine::{
    Clock, DemoPlan, Dice, Engine, PublicFilter, Settings,
    leaves::{Leaf, LeafAsked, LeafFault, Lens},
};
use futures::{FutureExt, future::BoxFuture};
use std::{
    path::Path,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};
use store::{Db, bulk::BulkCase, find::Said};
use tokio::task::JoinSet;

/// Who fill in drafts at the same time.
const MAKERS: usize = 64;

struct Real;

impl Clock for Real {
    fn now(&self) -> Instant {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

impl Dice for Real {
    fn fill(&self, bytes: &mut [u8]) {
        // A benchmark's secrets guard nothing.
        let _ = getrandom::fill(bytes);
    }
}

/// Nobody looks at papers while data are made.
struct Blind;

impl Lens for Blind {
    fn pages(&self, _: Bytes, _: &str) -> BoxFuture<'_, Result<u32, LeafFault>> {
        std::future::ready(Err(LeafFault::Unreadable)).boxed()
    }

    fn leaf(&self, _: Bytes, _: &str, _: LeafAsked) -> BoxFuture<'_, Result<Leaf, LeafFault>> {
        std::future::ready(Err(LeafFault::Unreadable)).boxed()
    }
}

/// The engine on a folder's database, with its tables.
pub(crate) async fn engine(data: &Path, packs: &Path) -> Result<Engine> {
    let settings = Settings {
        database_url: served::database(data),
        data_dir: data.to_owned(),
        packs_dir: packs.to_owned(),
        files: None,
        demo: true,
        clock: Arc::new(Real),
        dice: Arc::new(Real),
        press: Arc::new(press::TypstPress),
        lens: Arc::new(Blind),
        signer: None,
        banks: Default::default(),
        address: None,
    };
    let engine = Engine::open(settings).await?;
    engine.migrate().await?;
    Ok(engine)
}

/// The pack of the region.
pub(crate) fn pack(engine: &Engine) -> Result<Arc<Pack>> {
    engine.packs().by_slug(REGION).context("the region has no pack")
}

/// Personas and cases.
pub(crate) async fn demo(engine: &Engine, cases: u32) -> Result<()> {
    Ok(engine.demo(DemoPlan { seed: 1, cases, region: Some(REGION.to_owned()), ..DemoPlan::default() }).await?)
}

/// Drafts of guests, filled in whole, each as (session token, path to hand it in).
pub(crate) async fn drafts(engine: &Engine, count: usize) -> Result<Vec<(String, String)>> {
    // Many at once, so that the disk makes many durable together.
    let each = count.div_ceil(MAKERS);
    let mut makers = JoinSet::new();
    for maker in 0..MAKERS {
        let engine = engine.clone();
        let pack = pack(&engine)?;
        makers.spawn(async move { some_drafts(&engine, &pack, maker * each, each).await });
    }
    let mut made = Vec::with_capacity(count);
    while let Some(some) = makers.join_next().await {
        made.extend(some??);
    }
    Ok(made)
}

/// The same answers of another applicant: a city's requests are not all of one person, whom every one of them would be alike to.
fn somebody_else(form: &Form, answers: &Answers, n: usize) -> Answers {
    let mut other = answers.clone();
    for field in form.fields().filter(|f| answers.0.contains_key(&f.key)) {
        let text = answers.text(&field.key);
        match &field.kind {
            Kind::Nik => other.set(&field.key, format!("9999{:02}010190{:04}", n / 9_999 + 1, n % 9_999 + 1)),
            Kind::BankAccount => other.set(&field.key, format!("{:013}", 99_000_000 + n)),
            Kind::Phone => other.set(&field.key, format!("0800{:07}", n + 1)),
            Kind::Text { .. } | Kind::LongText { .. } if field.key == "organisation" || field.key == "address" => {
                other.set(&field.key, format!("{text} {n}"));
            }
            _ => {}
        }
    }
    other
}

/// Drafts of a region's first service, the first of them of the `first`th applicant.
pub(crate) async fn some_drafts(engine: &Engine, pack: &Pack, first: usize, count: usize) -> Result<Vec<(String, String)>> {
    let service = pack.services.first().context("the region has no service")?;
    let filler = filler::Filler::new(pack, engine.now().day(pack.zone()));
    let answers = filler.form(&service.form);
    let papers = filler.papers(&service.form, &answers);
    let mut made = Vec::with_capacity(count);
    for n in 0..count {
        let answers = somebody_else(&service.form, &answers, first + n);
        let token = engine.accounts().guest(pack).await?;
        let visitor = engine.accounts().visitor(Some(token.as_str())).await?;
        let draft = engine.drafts().begin(pack, service, &visitor).await?;
        for page in &service.form.pages {
            let mine = page.fields.iter().filter_map(|f| Some((f.key.clone(), answers.0.get(&f.key)?.clone()))).collect();
            engine.drafts().save(pack, &visitor, draft.id, &page.key, Answers(mine)).await?;
        }
        for slot in &papers {
            engine.drafts().attach(pack, &visitor, draft.id, slot, "contoh.pdf", filler::pdf(slot).into()).await?;
        }
        made.push((token.as_str().to_owned(), format!("/api/v1/{}/cases/{}/submit", pack.region.slug, draft.id)));
    }
    Ok(made)
}

/// The number of the first copy that [`open_cases`] makes.
pub(crate) const FIRST_COPY: u32 = 100_000;

/// What a copy says, so that each is alike to some others: two of a person, three of an account, fifty of a village hall. It
/// is found by the words that its answers have.
fn said(service: &Service, state: &CaseState, serial: u32) -> Said {
    let ways = [("person", 2), ("account", 3), ("phone", 2), ("organisation", 4), ("address", 50)];
    let hash = |way: &str, group: u32| blake3::hash(format!("{way} {}", serial / group).as_bytes()).as_bytes().to_vec();
    let alike = ways.into_iter().map(|(way, group)| (way.to_owned(), hash(way, group))).collect();
    Said { alike, words: domain::find::words_of(service, state) }
}

/// Raises the number of open cases to `wanted`, by copies of those that are open, under new numbers.
pub(crate) async fn open_cases(engine: &Engine, data: &Path, wanted: usize) -> Result<()> {
    copies_of(engine, data, wanted, usize::MAX, |_| true).await
}

/// The same with all copies at the desk of a persona.
pub(crate) async fn desk_cases(engine: &Engine, data: &Path, wanted: usize, token: &str) -> Result<()> {
    let visitor = engine.accounts().visitor(Some(token)).await?;
    let list = engine.desk().queue(pack(engine)?.as_ref(), &visitor, &domain::queue::Filter::default(), None, 500).await?;
    let theirs: std::collections::BTreeSet<CaseNumber> = list.lines.into_iter().map(|line| line.number).collect();
    copies_of(engine, data, wanted, FEW, move |number| theirs.contains(number)).await
}

/// Events of a case that has just begun.
const FEW: usize = 4;

async fn copies_of(engine: &Engine, data: &Path, wanted: usize, most: usize, which: impl Fn(&CaseNumber) -> bool) -> Result<()> {
    let pack = pack(engine)?;
    let service = pack.services.first().context("the region has no service")?;
    let db = Db::open(&served::database(data)).await?;
    let mut models = Vec::new();
    let mut after = None;
    loop {
        let page = engine.register().page(&pack, &service.key, &PublicFilter::default(), after.as_deref(), 200).await?;
        for line in page.lines.iter().filter(|l| l.outcome.is_none() && which(&l.number)) {
            let state = store::cases::by_id(&db, pack.code(), line.id).await?.context("a listed case")?.state;
            let events = store::events::of_case(&db, pack.code(), line.id).await?.into_iter().map(|(_, e)| e).collect::<Vec<_>>();
            // A long past is read by nobody here, and a million of them fill the disk.
            if events.len() <= most {
                models.push((state, events, line.holder.clone(), line.money()));
            }
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let (prefix, mut copies) = (service.prefix.clone(), Vec::with_capacity(AT_ONCE));
    let more = wanted.saturating_sub(models.len());
    for (serial, (state, events, holder, money)) in (FIRST_COPY..).zip(models.iter().cycle()).take(more) {
        if copies.len() == AT_ONCE {
            put(&db, &pack, std::mem::take(&mut copies)).await?;
        }
        let year = u16::try_from(state.submitted_at.day(pack.zone()).year())?;
        let number = CaseNumber::new(&prefix, year, serial)?;
        let (after, events) = copy(state, events, number);
        let said = said(service, &after, serial);
        let (approved, paid, reported) = (money.approved, money.paid, money.reported);
        copies.push(BulkCase {
            stands: domain::board::stands(&pack, &after),
            events,
            after,
            holder: holder.clone(),
            approved,
            taken: None,
            paid,
            reported,
            secret_hash: None,
            said,
            entered: vec![],
            decided: None,
            licence: None,
            project: None,
            deeds: Default::default(),
            days: vec![],
        });
    }
    put(&db, &pack, copies).await?;
    db.close().await;
    Ok(())
}

/// Copies that go to the store together: a million of them do not lie in memory.
const AT_ONCE: usize = 2_000;

async fn put(db: &Db, pack: &Pack, copies: Vec<BulkCase>) -> Result<()> {
    let region = pack.code().clone();
    let insert = store::bulk::insert_cases;
    let done =
        db.write_in(pack.code(), move |tx| Box::pin(async move { insert(tx, &region, &copies).await.map_err(engine::Failure::from) }));
    Ok(done.await?)
}

/// A case like another, under its own name and number.
fn copy(state: &CaseState, events: &[Event], number: CaseNumber) -> (CaseState, Vec<Event>) {
    let ms = u64::try_from(state.submitted_at.millis()).unwrap_or(0);
    let mut chance = [0; 10];
    let _ = getrandom::fill(&mut chance);
    let mut state = state.clone();
    state.id = CaseId(uuid::Builder::from_unix_timestamp_millis(ms, &chance).into_uuid());
    state.number = number.clone();
    let mut events = events.to_vec();
    for event in &mut events {
        if let Happening::Submitted(submitted) = &mut event.what {
            submitted.number = number.clone();
        }
    }
    (state, events)
}

/// A case with a long past that belongs to the applicant's persona: session token and number.
pub(crate) async fn long_case(engine: &Engine) -> Result<(String, CaseNumber)> {
    let pack = pack(engine)?;
    let token = sign_in(engine, "pemohon").await?;
    let visitor = engine.accounts().visitor(Some(&token)).await?;
    let mine = engine.cases().mine(&pack, &visitor).await?;
    let longest =
        mine.into_iter().filter(|c| c.outcome.is_none()).max_by_key(|c| (c.version, c.id)).context("the persona has no open case")?;
    Ok((token, longest.number))
}

/// A persona's session.
pub(crate) async fn sign_in(engine: &Engine, role: &str) -> Result<String> {
    let token = engine.accounts().api_session(&format!("{role}@{REGION}.demo.test"), "terang-demo", None).await?;
    Ok(token.as_str().to_owned())
}

/// Where an agency's name stands, for the bare program.
pub(crate) fn office(pack: &Pack, agency: Option<&AgencyKey>) -> String {
    agency.and_then(|AgencyKey(a)| pack.agency(a)).map(|a| a.name.id.clone()).unwrap_or_default()
}

/// The number of a case that [`open_cases`] made.
pub(crate) async fn a_copy(engine: &Engine, data: &Path) -> Result<CaseNumber> {
    let pack = pack(engine)?;
    let prefix = pack.services.first().context("the region has no service")?.prefix.clone();
    let db = Db::open(&served::database(data)).await?;
    for year in 2024..=2030 {
        let number = CaseNumber::new(&prefix, year, FIRST_COPY + 77)?;
        if store::cases::by_number(&db, pack.code(), &number).await?.is_some() {
            db.close().await;
            return Ok(number);
        }
    }
    anyhow::bail!("there is no copy")
}
