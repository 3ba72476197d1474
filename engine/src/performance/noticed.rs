//! Patterns of a whole month, unit by unit, and what those whom they are about say of them.
use super::{Performance, checks_flags, rules};
use crate::{Failure, Visitor};
use domain::{
    pack::Pack,
    performance::{
        Month, StaffId,
        cut::Presences,
        entry::EntryStatus,
        organisation::UnitKey,
        pattern::{self, Approvals, Looking, PatternKind, Seen, blanket},
        window,
    },
};
use std::collections::{BTreeMap, BTreeSet};
use store::performance::{flags, work};

/// Longest answer.
const MOST_ANSWER: usize = 1_000;

impl Performance {
    /// What a month's entries show. Read person by person and looked at unit by unit, so that a region of any size fits.
    pub(crate) async fn noticed(&self, pack: &Pack, month: Month, presences: &Presences) -> Result<Vec<Seen>, Failure> {
        let rules = rules(pack)?;
        let (db, region) = (&self.0.db, pack.code());
        let organisation = self.0.organisation(pack).await?;
        let chart = &organisation.chart;
        let closes = rules.entry_on(month.last()).map_or(month.last(), |rule| window::entry_closes(rule, month));
        // A day on which the service was away excuses what was entered after it.
        let outages: Vec<_> = self.0.outages(pack, (month.first(), closes)).await?.into_iter().map(|(day, _)| day).collect();
        let looking =
            Looking { rules, calendar: pack.calendar(), zone: pack.zone(), closes: Some(closes), presence: presences, outages: &outages };
        let mut by_unit: BTreeMap<&UnitKey, BTreeSet<StaffId>> = BTreeMap::new();
        for placement in chart.placements().iter().filter(|p| p.within(month.first(), month.last()).is_some()) {
            if let Some(position) = chart.position(&placement.position) {
                by_unit.entry(&position.unit).or_default().insert(placement.staff);
            }
        }
        let mut seen: Vec<Seen> = Vec::new();
        let mut approvals: BTreeMap<StaffId, Approvals> = BTreeMap::new();
        let mut looked_at: BTreeSet<StaffId> = BTreeSet::new();
        for people in by_unit.values() {
            // Who moved within the month is looked at where they come first.
            let people: Vec<StaffId> = people.iter().filter(|s| looked_at.insert(**s)).copied().collect();
            let entries = work::of_people(db, region, month, &people).await?;
            seen.extend(pattern::seen(&looking, &entries));
            for entry in entries.iter().filter(|e| e.status == EntryStatus::Approved) {
                let (Some(by), Some(looked)) = (entry.judged_by, entry.looked) else { continue };
                let shown = !entry.told.evidence.is_empty();
                approvals.entry(by).or_default().given.push((entry.id, entry.since, looked, entry.evidence_opened, shown));
            }
        }
        if let Some(rule) = rules.patterns.iter().find(|p| p.key == PatternKind::BlanketApproval) {
            seen.extend(approvals.iter().filter_map(|(staff, given)| blanket(rule, *staff, given)));
        }
        seen.iter_mut().for_each(|s| s.entries.truncate(pattern::MOST_SHOWN));
        Ok(seen)
    }

    /// What somebody says of a pattern that was seen in their month.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where it is not there or was judged already.
    pub async fn answer_flag(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        month: Month,
        pattern: PatternKind,
        answer: &str,
    ) -> Result<(), Failure> {
        let me = self.me(pack, visitor).await?;
        let answer: String = answer.trim().chars().take(MOST_ANSWER).collect();
        if answer.is_empty() {
            return Err(Failure::NotFound);
        }
        let (region, at) = (pack.code().clone(), self.0.now());
        let done = self
            .0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(flags::answer_flag(tx, &region, month, (me.staff, pattern), (&answer, at)).await?) })
            })
            .await?;
        if done { Ok(()) } else { Err(Failure::NotFound) }
    }

    /// What a check of a pattern gave: it holds, or it was none.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who does not watch over offices, and of one's own month; [`Failure::NotFound`] where it is not there
    /// or was judged already.
    pub async fn judge_flag(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        month: Month,
        (number, pattern): (&str, PatternKind),
        holds_true: bool,
    ) -> Result<(), Failure> {
        let actor = visitor.person()?.account;
        let organisation = self.0.organisation(pack).await?;
        let staff = organisation.chart.by_number(number).ok_or(Failure::NotFound)?.id;
        if !checks_flags(pack, visitor) || organisation.of_account(actor) == Some(staff) {
            return Err(Failure::Forbidden);
        }
        let (region, at, id) = (pack.code().clone(), self.0.now(), self.0.id());
        let word = if holds_true { "upheld" } else { "dropped" };
        let done = self
            .0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    let done = flags::judge_flag(tx, &region, month, (staff, pattern), (word, at)).await?;
                    if done {
                        let told = serde_json::json!({ "staff": staff, "month": month, "pattern": pattern, "verdict": word });
                        work::note(tx, &region, id, (at, "flag_judged", Some(actor)), &told).await?;
                    }
                    Ok::<_, Failure>(done)
                })
            })
            .await?;
        if done { Ok(()) } else { Err(Failure::NotFound) }
    }
}
