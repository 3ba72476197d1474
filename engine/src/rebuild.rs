//! Recomputes every list and counter from the events, those of cases and those of the log of work, and compares.
use crate::{
    Engine, Failure, books, gallery, keep, licences,
    rehearsal::{Rehearsal, seen},
};
use domain::{
    board::{DayCount, day_count, stands},
    case::CaseState,
    deed, pace,
    time::Day,
};
use std::collections::BTreeMap;
use store::bulk::BulkCase;

impl Engine {
    /// Writes the projections anew from the events; with `check` only compares. Gives the regions that differed.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn rebuild(&self, check: bool) -> Result<Vec<String>, Failure> {
        let db = &self.0.db;
        let mut differing = Vec::new();
        for region in store::projections::regions_with_events(db).await? {
            let Some(pack) = self.0.pack_of(&region) else { continue };
            let before = store::projections::dump(db, &region).await?;
            let mut cases = Vec::new();
            for case in store::projections::case_ids(db, &region).await? {
                let events: Vec<_> = store::events::of_case(db, &region, case).await?.into_iter().map(|(_, e)| e).collect();
                let mut days: BTreeMap<Day, DayCount> = BTreeMap::new();
                let mut state: Option<CaseState> = None;
                let mut decided = None;
                for event in &events {
                    let previous = state.clone();
                    match &mut state {
                        Some(state) => state.apply(event),
                        None => state = CaseState::begin(case, event),
                    }
                    if let Some(after) = &state {
                        decided = decided.or(pace::decided(&pack, previous.as_ref(), after, event.at));
                        let count = day_count(previous.as_ref(), after, event.is_decision());
                        let sum = days.entry(event.at.day(pack.zone())).or_default();
                        sum.arrived += count.arrived;
                        sum.decided += count.decided;
                        sum.closed += count.closed;
                    }
                }
                if let Some(after) = state {
                    let money = domain::case::money(&pack, &after);
                    cases.push(BulkCase {
                        stands: stands(&pack, &after),
                        said: self.0.said(&pack, &self.0.opened(&pack, &after)),
                        decided,
                        deeds: deed::counted(&events, pack.zone()),
                        entered: books::entered(&pack, case, &events),
                        licence: licences::row(&pack, &after, self.0.now()),
                        project: gallery::row(&pack, &after),
                        holder: keep::holder(&pack, &after),
                        approved: money.approved,
                        paid: money.paid,
                        reported: money.reported,
                        taken: domain::budget::taken_by(&pack, &after),
                        after,
                        events,
                        secret_hash: None,
                        days: days.into_iter().collect(),
                    });
                }
            }
            let of = region.clone();
            // In a check the new ones are written, read and given up again, so that both sides come from the same query.
            let outcome = db
                .write_in(&region, move |tx| {
                    Box::pin(async move {
                        store::projections::clear(tx, &of).await?;
                        store::projections::put(tx, &of, &cases).await?;
                        store::lists::rebuild(tx, &of).await?;
                        let after = store::projections::dump_in(tx, &of).await?;
                        if check { Err(Rehearsal::<_>::Done(after)) } else { Ok(after) }
                    })
                })
                .await;
            if seen(outcome)? != before {
                differing.push(pack.region.slug.as_str().to_owned());
            }
        }
        for pack in self.0.packs.all().iter().filter(|pack| pack.performance.is_some()) {
            let slug = pack.region.slug.as_str();
            if self.0.rebuild_work(pack.code(), check).await? && !differing.iter().any(|known| known == slug) {
                differing.push(slug.to_owned());
            }
        }
        Ok(differing)
    }
}
