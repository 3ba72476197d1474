//! Entries, plans, objections and months as their events say that they stand: for writing them anew, and for seeing that nobody changed
//! them beside their events.
use crate::{
    Failure,
    open::Inner,
    rehearsal::{Rehearsal, seen},
};
use domain::{
    performance::{
        entry::{Entry, EntryEvent},
        objection::{Objection, ObjectionEvent},
        plan::{Plan, PlanEvent},
        run::{MonthEvent, MonthState},
    },
    region::RegionCode,
};
use serde::de::DeserializeOwned;
use store::performance::{
    history::{self, Happened},
    months, objections, plans, work,
};
use uuid::Uuid;

/// Events read at once.
const BATCH: u32 = 5_000;

/// Something that stands otherwise than its events say.
enum Mend {
    Entry(Box<Entry>),
    Plan(Box<Plan>),
    Objection(Box<Objection>),
    Month(Box<MonthState>),
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|e| Failure::unavailable("read the log of work", &e))
}

/// What the events of one thing make of it; nothing where the first is not its first.
fn folded<E: DeserializeOwned, T>(
    of: &[Happened],
    begin: impl Fn(&E) -> Option<T>,
    after: impl Fn(T, &E) -> T,
) -> Result<Option<T>, Failure> {
    let events = of.iter().map(|one| read::<E>(&one.body)).collect::<Result<Vec<_>, _>>()?;
    let Some((first, rest)) = events.split_first() else { return Ok(None) };
    Ok(begin(first).map(|begun| rest.iter().fold(begun, after)))
}

/// What differs from how it stands.
fn differing<T: DeserializeOwned + PartialEq>(of: &[Happened], should: Option<T>) -> Result<Option<T>, Failure> {
    let stands = of.first().and_then(|one| one.stands.as_deref()).map(read::<T>).transpose()?;
    Ok(should.filter(|should| stands.as_ref() != Some(should)))
}

impl Inner {
    /// Compares what stands in the log of work with its events, and writes what differs unless it is only to be compared. Whether
    /// anything did.
    pub(crate) async fn rebuild_work(&self, region: &RegionCode, check: bool) -> Result<bool, Failure> {
        let mut place = (Uuid::nil(), 0);
        let mut held: Vec<Happened> = Vec::new();
        let mut differed = false;
        loop {
            let batch = history::after(&self.db, region, place, BATCH).await?;
            let over = batch.len() < BATCH as usize;
            if let Some(last) = batch.last() {
                place = (last.subject, last.version);
            }
            held.extend(batch);
            // What happened to the last one may go on in the next batch.
            let open = if over { held.len() } else { held.iter().rposition(|one| one.subject != place.0).map_or(0, |at| at + 1) };
            let rest = held.split_off(open);
            let mut mends = Vec::new();
            for of in held.chunk_by(|a, b| a.subject == b.subject) {
                mends.extend(self.mend(region, of).await?);
            }
            held = rest;
            differed |= !mends.is_empty();
            if !check && !mends.is_empty() {
                self.write_mends(region, mends).await?;
            }
            if over {
                break;
            }
        }
        Ok(self.take_unfounded(region, check).await? > 0 || differed)
    }

    /// What has to be written of one thing, if anything.
    async fn mend(&self, region: &RegionCode, of: &[Happened]) -> Result<Option<Mend>, Failure> {
        let Some(first) = of.first() else { return Ok(None) };
        // Each kind of thing begins with a kind of event of its own; what is noted of an organisation is nothing that stands.
        Ok(match first.kind.as_str() {
            "entered" => differing(of, folded::<EntryEvent, _>(of, Entry::begin, Entry::after)?)?.map(|e| Mend::Entry(Box::new(e))),
            "plan_begun" => differing(of, folded::<PlanEvent, _>(of, Plan::begin, Plan::after)?)?.map(|p| Mend::Plan(Box::new(p))),
            "filed" => {
                differing(of, folded::<ObjectionEvent, _>(of, Objection::begin, Objection::after)?)?.map(|o| Mend::Objection(Box::new(o)))
            }
            "reckoned" | "frozen" => {
                let begin = |event: &MonthEvent| Some(MonthState::new(event.month).after(event));
                let Some(month) = folded(of, begin, MonthState::after)? else { return Ok(None) };
                let stands = months::get(&self.db, region, month.month).await?;
                (stands.as_ref() != Some(&month)).then(|| Mend::Month(Box::new(month)))
            }
            _ => None,
        })
    }

    async fn write_mends(&self, region: &RegionCode, mends: Vec<Mend>) -> Result<(), Failure> {
        let of = region.clone();
        let write = self.db.write_in(region, move |tx| {
            Box::pin(async move {
                for mend in &mends {
                    match mend {
                        Mend::Entry(entry) => work::put(tx, &of, entry).await?,
                        Mend::Plan(plan) => plans::put(tx, &of, plan).await?,
                        Mend::Objection(objection) => objections::put(tx, &of, objection).await?,
                        Mend::Month(month) => months::put(tx, &of, month).await?,
                    }
                }
                Ok::<_, Failure>(())
            })
        });
        write.await
    }

    /// Takes away what has no event, or counts it.
    async fn take_unfounded(&self, region: &RegionCode, check: bool) -> Result<u64, Failure> {
        let of = region.clone();
        let taken = self.db.write_in(region, move |tx| {
            Box::pin(async move {
                let taken = history::take_unfounded(tx, &of).await?;
                if check { Err(Rehearsal::<_>::Done(taken)) } else { Ok(taken) }
            })
        });
        seen(taken.await)
    }
}
