//! What somebody did on cases proposes itself for their log: each act once, put where the day has room, and never before it is over.
use super::Proposal;
use crate::{
    Failure,
    open::Inner,
    performance::{Me, rules},
};
use domain::{
    deed,
    pack::Pack,
    performance::{
        enter::next_free,
        entry::{Entry, EntryEvent, EntryHappening, EntryId, Told},
        organisation::PositionKey,
        rules::CatalogueItem,
    },
    time::{Day, Instant},
};
use std::collections::HashSet;
use store::performance::work;

/// Acts on cases that are read for one day.
const MOST_ACTS: u32 = 300;

impl Inner {
    /// What somebody's acts on cases of a day propose, without what their log tells of already.
    pub(super) async fn proposals(&self, pack: &Pack, me: &Me, day: Day, same_day: &[Entry]) -> Result<Vec<Proposal>, Failure> {
        let rules = rules(pack)?;
        let now = self.now();
        let (hour, minute) = now.hour_minute(pack.zone());
        let (hour, minute) = (u16::from(hour), u16::from(minute));
        let items: Vec<&CatalogueItem> = rules.catalogue.iter().filter(|i| !i.from_cases.is_empty() && i.holds(day)).collect();
        if items.is_empty() {
            return Ok(vec![]);
        }
        let span = (Instant::at(day, 0, 0, pack.zone()), Instant::at(day, 24, 0, pack.zone()).plus_ms(-1));
        let acts = work::acts(&self.db, pack.code(), me.account, span, MOST_ACTS).await?;
        let Some(first) = acts.iter().map(|a| a.seq).min() else { return Ok(vec![]) };
        let told: HashSet<i64> = work::from_cases(&self.db, pack.code(), me.staff, first).await?.into_iter().collect();
        let mut taken: Vec<Entry> = same_day.to_vec();
        let mut proposals = Vec::new();
        for act in acts.into_iter().filter(|a| !told.contains(&a.seq)) {
            let deeds = deed::deeds(&act.event);
            let fits = |item: &&&CatalogueItem| {
                item.from_cases.iter().any(|from| {
                    let service = from.services.is_empty() || from.services.contains(&act.service);
                    let done = |d: &deed::Deed| {
                        from.deeds.iter().any(|name| *name == d.kind.name()) && (from.stages.is_empty() || from.stages.contains(&d.stage))
                    };
                    service && deeds.iter().any(done)
                })
            };
            let Some(item) = items.iter().find(fits) else { continue };
            let Some((start, end)) = next_free(rules, day, &taken, u16::try_from(item.minutes).unwrap_or(u16::MAX)) else { break };
            // What would end later than now is proposed later: nothing is entered before it is over.
            if day == now.day(pack.zone()) && end > hour * 60 + minute {
                break;
            }
            let told = Told {
                position: PositionKey(String::new()),
                day,
                start,
                end,
                code: item.code.clone(),
                aim: None,
                order: None,
                volume: 1,
                text: String::new(),
                with: vec![],
                evidence: vec![],
                case: None,
            };
            let what = EntryHappening::Entered { told: Box::new(told), minutes: item.minutes };
            let entry = EntryId(uuid::Uuid::nil());
            let as_if = EntryEvent { entry, version: 1, at: act.event.at, by: None, staff: Some(me.staff), late_for: None, what };
            taken.extend(Entry::begin(&as_if));
            proposals.push(Proposal { seq: act.seq, number: act.number, at: act.event.at, code: item.code.clone(), start, end });
        }
        Ok(proposals)
    }
}
