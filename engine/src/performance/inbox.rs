//! What waits for a superior: what looks odd first, each with its evidence beside it; what shows nothing can be approved together.
use super::{Me, Performance, log::EnterFailure, reckoning::by_person, rules};
use crate::{Failure, Visitor, open::Inner};
use domain::{
    pack::Pack,
    performance::{
        Month, StaffId,
        entry::{Entry, EntryId},
        judge::{Bench, Looked, NoVerdict, Verdict, judge},
        organisation::{Rung, judges},
        pattern::{self, Looking, PatternKind},
        rules::PerformanceRules,
        window,
    },
    time::{Day, Instant, Zone},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::{Arc, PoisonError},
};
use store::performance::{attendance, work};

/// The most entries that are shown at once.
const MOST: u32 = 300;
/// Days before an entry that are looked at for what is odd about it.
const LOOKED_BACK: i64 = 40;

/// Why an entry is looked at by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// A pattern of its author's month that it is a part of.
    Pattern(PatternKind),
    /// It took longer than its norm.
    AboveNorm,
    /// It was entered long after it was done.
    Late,
}

/// An entry that waits.
#[derive(Debug)]
pub struct Waiting {
    /// The entry.
    pub entry: Entry,
    /// Its author's name.
    pub name: String,
    /// What is odd about it.
    pub doubts: Vec<Doubt>,
    /// The last day on which it is in time.
    pub by: Day,
    /// Whether it is another's duty, who did not judge it in time.
    pub for_another: bool,
}

/// What waits for a superior.
#[derive(Debug)]
pub struct Inbox {
    /// Today.
    pub today: Day,
    /// What waits: what is odd first, then by how long it waits.
    pub waiting: Vec<Waiting>,
    /// Everybody whose work the visitor judges, by name.
    pub people: Vec<(StaffId, String)>,
}

/// Why something was not judged.
#[derive(Debug)]
pub enum JudgeFailure {
    /// By the rules of judging.
    No(NoVerdict),
    /// Something else.
    Other(Failure),
}

impl From<Failure> for JudgeFailure {
    fn from(failure: Failure) -> Self {
        Self::Other(failure)
    }
}

impl Performance {
    /// What waits for the visitor.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who is not of the region's staff.
    pub async fn inbox(&self, pack: &Pack, visitor: &Visitor) -> Result<Inbox, Failure> {
        let rules = rules(pack)?;
        let me = self.me(pack, visitor).await?;
        let today = self.0.now().day(pack.zone());
        let chart = &me.organisation.chart;
        let away = self.0.away_on(pack, today).await?;
        let own: BTreeSet<StaffId> = chart.judged_by(me.staff, today, &|s| away.contains(&s)).into_iter().map(|(s, _)| s).collect();
        // What those below did not judge in time is the next one's to judge as well.
        let below: BTreeSet<StaffId> = own
            .iter()
            .flat_map(|s| chart.judged_by(*s, today, &|s| away.contains(&s)))
            .map(|(s, _)| s)
            .filter(|s| *s != me.staff)
            .collect();
        let (db, region, now) = (&self.0.db, pack.code(), self.0.now());
        let mut entries = work::waiting(db, region, &own.iter().copied().collect::<Vec<_>>(), now.plus_ms(1), MOST).await?;
        // Only what is late is asked for, so that what others still have time for crowds nothing out.
        let below: Vec<StaffId> = below.difference(&own).copied().collect();
        entries.extend(work::waiting(db, region, &below, late_since(rules, pack, today), MOST).await?);
        let odd = self.0.odd(pack, &entries).await?;
        let mut waiting = Vec::new();
        for entry in entries {
            let Some(rule) = rules.entry_on(entry.told.day) else { continue };
            let by = window::judge_by(rule, pack.calendar(), pack.zone(), entry.since);
            let line = chart.line(&entry.told.position, today, &|s| away.contains(&s));
            let first = judges(&line, entry.staff, &[]).next().map(|(_, who)| who);
            let for_another = first != Some(me.staff);
            if for_another && (today <= by || !line.iter().any(|r| r.in_power() == Some(me.staff))) {
                continue;
            }
            let doubts = doubts(rules, pack.zone(), &entry, odd.get(&entry.id).map_or(&[], Vec::as_slice));
            let name = chart.name(entry.staff).to_owned();
            waiting.push(Waiting { name, doubts, by, for_another, entry });
        }
        let patterns = |w: &Waiting| w.doubts.iter().filter(|d| matches!(d, Doubt::Pattern(_))).count();
        waiting.sort_by_key(|w| (std::cmp::Reverse(patterns(w)), w.entry.since, w.entry.id));
        let mut people: Vec<(StaffId, String)> = own.iter().map(|s| (*s, chart.name(*s).to_owned())).collect();
        people.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(Inbox { today, waiting, people })
    }

    /// Whether the visitor could judge an entry now, by itself.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn may_judge(&self, pack: &Pack, visitor: &Visitor, entry: &Entry) -> Result<bool, Failure> {
        let Ok(me) = self.me(pack, visitor).await else { return Ok(false) };
        let away = self.0.away_on(pack, self.0.now().day(pack.zone())).await?;
        let (bench, _) = self.bench(pack, (&me, &away), entry, false).await?;
        Ok(judge(&bench.of(pack)?, entry, me.staff, Verdict::Approve, Looked::default()).is_ok())
    }

    /// Judges an entry by itself.
    ///
    /// # Errors
    /// [`JudgeFailure`].
    pub async fn judge(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        id: EntryId,
        verdict: Verdict,
        looked: Looked,
    ) -> Result<Entry, JudgeFailure> {
        rules(pack)?;
        let me = self.me(pack, visitor).await?;
        let evidence = self.0.opened.lock().unwrap_or_else(PoisonError::into_inner).has(me.account, id);
        let looked = Looked { together: false, evidence, ..looked };
        let entry = work::one(&self.0.db, pack.code(), id).await.map_err(Failure::from)?.ok_or(Failure::NotFound)?;
        let away = self.0.away_on(pack, self.0.now().day(pack.zone())).await?;
        self.say(pack, (&me, &away), (entry, false), verdict, looked).await
    }

    /// Approves entries together, each in a transaction of its own: those that show nothing odd, looked at as a whole.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who is not of the region's staff; of each entry [`JudgeFailure`].
    pub async fn judge_together(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        ids: &[EntryId],
        seconds: u32,
    ) -> Result<Vec<(EntryId, Result<Entry, JudgeFailure>)>, Failure> {
        let rules = rules(pack)?;
        let me = self.me(pack, visitor).await?;
        let mut entries = Vec::with_capacity(ids.len());
        for id in ids {
            entries.push(work::one(&self.0.db, pack.code(), *id).await?.ok_or(Failure::NotFound)?);
        }
        let odd = self.0.odd(pack, &entries).await?;
        let away = self.0.away_on(pack, self.0.now().day(pack.zone())).await?;
        let mut done = Vec::with_capacity(ids.len());
        for entry in entries {
            let id = entry.id;
            let flagged = !doubts(rules, pack.zone(), &entry, odd.get(&id).map_or(&[], Vec::as_slice)).is_empty();
            let looked = Looked { together: true, seconds, evidence: false };
            done.push((id, self.say(pack, (&me, &away), (entry, flagged), Verdict::Approve, looked).await));
        }
        Ok(done)
    }

    async fn say(
        &self,
        pack: &Pack,
        (me, away): (&Me, &HashSet<StaffId>),
        (entry, flagged): (Entry, bool),
        verdict: Verdict,
        looked: Looked,
    ) -> Result<Entry, JudgeFailure> {
        let (bench, late_for) = self.bench(pack, (me, away), &entry, flagged).await?;
        let what = judge(&bench.of(pack)?, &entry, me.staff, verdict, looked).map_err(JudgeFailure::No)?;
        self.0.happen(pack, me, entry, what, late_for).await.map_err(|failure| match failure {
            EnterFailure::Other(failure) => JudgeFailure::Other(failure),
            _ => JudgeFailure::No(NoVerdict::NotWaiting),
        })
    }

    /// What is known when somebody judges an entry, and whose duty it was where their time is over.
    async fn bench(
        &self,
        pack: &Pack,
        (me, away): (&Me, &HashSet<StaffId>),
        entry: &Entry,
        flagged: bool,
    ) -> Result<(Judging, Option<StaffId>), Failure> {
        let now = self.0.now();
        let today = now.day(pack.zone());
        let chart = &me.organisation.chart;
        let line = chart.line(&entry.told.position, today, &|s| away.contains(&s));
        let below: Vec<StaffId> = chart.judged_by(entry.staff, today, &|s| away.contains(&s)).into_iter().map(|(s, _)| s).collect();
        let frozen = self.0.is_frozen(pack, Month::of(entry.told.day)).await?;
        let duty = judges(&line, entry.staff, &below).next().map(|(_, who)| who);
        let rule = rules(pack)?.entry_on(entry.told.day);
        let in_time = rule.is_none_or(|rule| today <= window::judge_by(rule, pack.calendar(), pack.zone(), entry.since));
        Ok((Judging { now, line, below, frozen, flagged }, duty.filter(|_| !in_time)))
    }
}

/// What is known when somebody judges.
struct Judging {
    now: Instant,
    line: Vec<Rung>,
    below: Vec<StaffId>,
    frozen: bool,
    flagged: bool,
}

impl Judging {
    fn of<'a>(&'a self, pack: &'a Pack) -> Result<Bench<'a>, Failure> {
        Ok(Bench {
            rules: rules(pack)?,
            calendar: pack.calendar(),
            zone: pack.zone(),
            now: self.now,
            line: &self.line,
            below: &self.below,
            frozen: self.frozen,
            flagged: self.flagged,
        })
    }
}

impl Inner {
    /// The patterns that entries are a part of, seen in what their authors entered in the weeks before.
    pub(crate) async fn odd(self: &Arc<Self>, pack: &Pack, entries: &[Entry]) -> Result<BTreeMap<EntryId, Vec<PatternKind>>, Failure> {
        let rules = rules(pack)?;
        let (Some(first), Some(last)) = (entries.iter().map(|e| e.told.day).min(), entries.iter().map(|e| e.told.day).max()) else {
            return Ok(BTreeMap::new());
        };
        let span = (first.plus_days(-LOOKED_BACK), last);
        let authors: BTreeSet<StaffId> = entries.iter().map(|e| e.staff).collect();
        let authors: Vec<StaffId> = authors.into_iter().collect();
        let all = work::of_people_days(&self.db, pack.code(), &authors, span).await?;
        let known = by_person(attendance::of_people(&self.db, pack.code(), &authors, span).await?);
        let looking = Looking { rules, calendar: pack.calendar(), zone: pack.zone(), closes: None, presence: &known, outages: &[] };
        let mut odd: BTreeMap<EntryId, Vec<PatternKind>> = BTreeMap::new();
        for seen in pattern::seen(&looking, &all) {
            for id in seen.entries {
                odd.entry(id).or_default().push(seen.pattern);
            }
        }
        odd.retain(|id, _| entries.iter().any(|e| e.id == *id));
        Ok(odd)
    }
}

/// What is odd about an entry, with the patterns that it is a part of.
fn doubts(rules: &PerformanceRules, zone: Zone, entry: &Entry, patterns: &[PatternKind]) -> Vec<Doubt> {
    let mut doubts: Vec<Doubt> = patterns.iter().map(|p| Doubt::Pattern(*p)).collect();
    let norm = rules.item(&entry.told.code, entry.told.day).map_or(0, |item| item.norm(entry.told.volume));
    if u64::from(entry.took()) * 10_000 > u64::from(norm) * u64::from(rules.doubts.above_norm) {
        doubts.push(Doubt::AboveNorm);
    }
    if entry.told.day.days_until(entry.entered_at.day(zone)) > i64::from(rules.doubts.late_days) {
        doubts.push(Doubt::Late);
    }
    doubts
}

/// What has waited since before this moment is late, by the rule that leaves the least time; what another leaves more is told apart
/// entry by entry.
fn late_since(rules: &PerformanceRules, pack: &Pack, today: Day) -> Instant {
    let least = rules.entry.iter().map(|rule| rule.judge_days).min().unwrap_or(0);
    let mut day = today.plus_days(-1);
    while pack.calendar().add_workdays(day, least) >= today {
        day = day.plus_days(-1);
    }
    Instant::at(day, 24, 0, pack.zone())
}
