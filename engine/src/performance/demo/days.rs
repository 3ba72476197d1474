//! Invented working days: when people came and left, what they entered, who approved it. Each pattern is planted with one person.
use super::{is_open, own, people::Made, sentences::words};
use crate::{Failure, demo::Luck, performance::rules};
use domain::{
    pack::Pack,
    performance::{
        Month, PerformanceRules, StaffId,
        behaviour::{Rater, Rating},
        cut::Presence,
        entry::{Entry, EntryEvent, EntryHappening, EntryId, Proof, Told},
        organisation::{Chart, Placement, Position},
        plan::{Plan, PlanEvent},
        rules::{CatalogueItem, Evidence, FigureOf},
    },
    time::{Day, Instant},
};
use std::collections::BTreeMap;
use store::performance::months::Figure;

/// What is planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Habit {
    Honest,
    CopiesSelf,
    CopiesColleague,
    SameProof,
    OldProof,
    BeyondPresence,
    WhileAway,
    MonthEnd,
    Round,
    FarAbove,
    DisputedMeeting,
}

/// Those who have a habit, by their place among those who enter activities; everybody else is honest.
const HABITS: [(usize, Habit); 10] = [
    (26, Habit::CopiesSelf),
    (28, Habit::CopiesColleague),
    (29, Habit::SameProof),
    (30, Habit::OldProof),
    (31, Habit::BeyondPresence),
    (32, Habit::WhileAway),
    (33, Habit::MonthEnd),
    (35, Habit::Round),
    (36, Habit::FarAbove),
    (37, Habit::DisputedMeeting),
];

/// A month of everybody.
pub(super) struct Diary<'a> {
    pack: &'a Pack,
    rules: &'a PerformanceRules,
    chart: Chart,
    people: Vec<(&'a Placement, &'a Position)>,
    next: usize,
    month: Month,
    pub(super) today: Day,
    known: BTreeMap<(StaffId, Day), Presence>,
    typed: Vec<&'a CatalogueItem>,
    /// What the person before entered, for whom copies it.
    before: Vec<(Day, u32, String, String)>,
    /// At most so many activities a day.
    most: Option<u32>,
    /// What was agreed with everybody.
    plans: BTreeMap<StaffId, &'a Plan>,
    /// The first superior who approves without looking.
    hurried: Option<StaffId>,
}

impl<'a> Diary<'a> {
    pub(super) fn new(
        pack: &'a Pack,
        made: &'a Made,
        (month, today): (Month, Day),
        (most, plans): (Option<u32>, &'a [(Vec<PlanEvent>, Plan)]),
    ) -> Result<Self, Failure> {
        let rules = rules(pack)?;
        let part = &made.part;
        let chart = Chart::new(part.units.clone(), part.positions.clone(), part.staff.clone(), part.placements.clone());
        let by_key: BTreeMap<&str, &Position> = part.positions.iter().map(|p| (p.key.0.as_str(), p)).collect();
        let of = |p: &'a Placement| Some((p, *by_key.get(p.position.0.as_str())?));
        let people: Vec<_> = part.placements.iter().filter(|p| own(p.hold)).filter_map(of).collect();
        let leads = |p: &&(&Placement, &Position)| rules.kind(&p.1.kind).is_some_and(|k| k.leads && k.logs);
        let hurried = people.iter().filter(leads).nth(8).map(|(p, _)| p.staff);
        let typed = rules
            .catalogue
            .iter()
            .filter(|i| {
                i.evidence == Evidence::Reference && !i.together && i.kinds.is_empty() && i.minutes <= 90 && i.from_cases.is_empty()
            })
            .collect();
        let plans = plans.iter().map(|(_, plan)| (plan.staff, plan)).collect();
        Ok(Self { plans, pack, rules, chart, people, next: 0, month, today, known: BTreeMap::new(), typed, before: vec![], most, hurried })
    }

    fn days(&self) -> Vec<Day> {
        self.month.days().filter(|d| *d < self.today && is_open(self.pack, *d)).collect()
    }

    fn habit(&self, n: usize) -> Habit {
        HABITS.iter().find(|(at, _)| *at == n).map_or(Habit::Honest, |(_, habit)| *habit)
    }

    /// When everybody came and left.
    pub(super) fn presence(&mut self, luck: &mut Luck) -> Vec<(StaffId, Day, Presence)> {
        let mut all = Vec::new();
        let days = self.days();
        for (n, (placement, _)) in self.people.iter().enumerate() {
            let leave = luck.between(0, 40);
            for (at, day) in days.iter().enumerate() {
                let Some(hours) = self.rules.hours_on(*day) else { continue };
                let on_leave = i64::try_from(at).is_ok_and(|at| at == leave || at == leave + 1);
                let presence = if on_leave {
                    Presence { absence: self.rules.absences.first().map(|a| a.key.clone()), ..Presence::default() }
                } else {
                    let late = if luck.percent(3) { u16::try_from(luck.between(3, 70)).unwrap_or(0) } else { 0 };
                    let early = u16::try_from(luck.between(0, 18)).unwrap_or(0);
                    let came = if late > 0 { hours.opens + late } else { hours.opens.saturating_sub(early) };
                    // Whoever claims more than they were there leaves early every other day.
                    let short = if self.habit(n) == Habit::BeyondPresence && at % 2 == 0 { 90 } else { 0 };
                    Presence { came: Some(came), left: Some(hours.closes + early - short), absence: None }
                };
                self.known.insert((placement.staff, *day), presence.clone());
                all.push((placement.staff, *day, presence));
            }
        }
        all
    }

    /// What everybody judges of each other.
    pub(super) fn ratings(&self, luck: &mut Luck) -> Vec<(StaffId, StaffId, Rating)> {
        let mut all = Vec::new();
        let day = self.month.last();
        for (placement, position) in &self.people {
            let mut judge = |rater: StaffId, by: Rater| {
                let base = luck.between(78, 96);
                let values =
                    self.rules.behaviour.values.iter().map(|v| (v.key.clone(), u8::try_from(base + luck.between(-4, 4)).unwrap_or(80)));
                all.push((rater, placement.staff, Rating { by, values: values.collect() }));
            };
            if let Some(superior) = &position.superior {
                let line = self.chart.line(&position.key, day, &|_| false);
                if let Some(holder) = line.first().and_then(|r| r.in_power()) {
                    judge(holder, Rater::Superior);
                }
                let peers: Vec<StaffId> = self
                    .chart
                    .below(superior)
                    .flat_map(|p| self.chart.holders_of(&p.key))
                    .map(|p| p.staff)
                    .filter(|s| *s != placement.staff)
                    .take(4)
                    .collect();
                peers.into_iter().for_each(|peer| judge(peer, Rater::Peer));
            }
            let under: Vec<StaffId> =
                self.chart.below(&position.key).flat_map(|p| self.chart.holders_of(&p.key)).map(|p| p.staff).take(4).collect();
            under.into_iter().for_each(|one| judge(one, Rater::Subordinate));
        }
        all
    }

    /// What agencies and people reached.
    pub(super) fn figures(&self, luck: &mut Luck) -> Vec<Figure> {
        let mut all = Vec::new();
        let mut add = |key: &str, whose: &str, luck: &mut Luck| {
            let target = 1_000;
            all.push(Figure { key: key.to_owned(), whose: whose.to_owned(), realised: luck.between(820, 990), target });
        };
        let mut agencies: Vec<&str> = self.chart.units().map(|u| u.agency.as_str()).collect();
        agencies.sort_unstable();
        agencies.dedup();
        for kind in &self.rules.figures {
            match kind.of {
                FigureOf::Agency => agencies.iter().for_each(|agency| add(&kind.key, agency, luck)),
                FigureOf::Unit => self.chart.units().for_each(|unit| add(&kind.key, &unit.key.0, luck)),
                FigureOf::Person => {
                    let leads = |p: &&(&Placement, &Position)| self.rules.kind(&p.1.kind).is_some_and(|k| k.leads);
                    for (placement, _) in self.people.iter().filter(leads) {
                        let number = self.chart.person(placement.staff).map(|s| s.number.clone()).unwrap_or_default();
                        add(&kind.key, &number, luck);
                    }
                }
            }
        }
        all
    }

    /// The entries of the next person who enters any; false after the last one.
    pub(super) fn next_person(&mut self, luck: &mut Luck, into: &mut Vec<(Vec<EntryEvent>, Entry)>) -> bool {
        let Some((placement, position)) = self.people.get(self.next).copied() else { return false };
        let n = self.next;
        self.next += 1;
        if !self.rules.kind(&position.kind).is_some_and(|k| k.logs) {
            return true;
        }
        let habit = self.habit(n);
        let judge = self.chart.line(&position.key, self.month.last(), &|_| false).first().and_then(|r| r.in_power());
        let copied = std::mem::take(&mut self.before);
        for day in self.days() {
            let away = self.known.get(&(placement.staff, day)).is_some_and(|p| p.absence.is_some());
            if away && habit != Habit::WhileAway {
                continue;
            }
            self.day(luck, (placement, position), habit, day, judge, &copied, into);
        }
        true
    }

    #[expect(clippy::too_many_arguments, reason = "everything that a day is made of")]
    fn day(
        &mut self,
        luck: &mut Luck,
        (placement, position): (&Placement, &Position),
        habit: Habit,
        day: Day,
        judge: Option<StaffId>,
        copied: &[(Day, u32, String, String)],
        into: &mut Vec<(Vec<EntryEvent>, Entry)>,
    ) {
        let Some(hours) = self.rules.hours_on(day) else { return };
        let mut start = hours.opens;
        let goal = hours.day_minutes + u32::try_from(luck.between(0, 20)).unwrap_or(0);
        let goal = if habit == Habit::BeyondPresence { goal + 150 } else { goal };
        let mut done = 0;
        let mut place = 0;
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        let most = self.most.map_or(12, |most| u32::try_from(luck.between(1, i64::from(most))).unwrap_or(1));
        while done < goal && place < most {
            let Some(item) = luck.pick(&self.typed).copied() else { return };
            let copy = copied.iter().find(|(d, at, ..)| habit == Habit::CopiesColleague && *d == day && *at == place + 1);
            let item = copy.and_then(|(_, _, code, _)| self.rules.item(code, day)).unwrap_or(item);
            let left = item.most_a_day.saturating_sub(counts.get(item.code.as_str()).copied().unwrap_or(0));
            let (few, many) = (20_u32.div_ceil(item.minutes), (90 / item.minutes).max(1));
            let volume = u32::try_from(luck.between(i64::from(few.min(many)), i64::from(many))).unwrap_or(1).min(left);
            place += 1;
            if volume == 0 {
                continue;
            }
            *counts.entry(&item.code).or_default() += volume;
            let norm = item.norm(volume);
            let took = match habit {
                Habit::Round => norm.div_ceil(30) * 30,
                Habit::FarAbove => norm * 7 / 4,
                _ => norm + u32::try_from(luck.between(0, 4)).unwrap_or(0),
            };
            let Ok(length) = u16::try_from(took) else { return };
            let text = match copy {
                _ if habit == Habit::CopiesSelf => "Melaksanakan tugas administrasi umum sesuai arahan pimpinan kantor".to_owned(),
                Some((_, _, _, text)) => text.clone(),
                None => words(luck),
            };
            self.before.push((day, place, item.code.clone(), text.clone()));
            let told = Told {
                position: position.key.clone(),
                day,
                start,
                end: start + length,
                code: item.code.clone(),
                aim: self.plans.get(&placement.staff).and_then(|plan| plan.aim_of(&item.code)),
                order: None,
                volume,
                text,
                with: vec![],
                evidence: proof(habit, day, place),
                case: None,
            };
            let told = if habit == Habit::DisputedMeeting && place == 1 { self.meeting(told, placement) } else { told };
            start = told.end + 1;
            done += told.took();
            if start > 1_380 {
                break;
            }
            into.push(self.kept(luck, placement.staff, told, habit, judge));
        }
    }

    /// A meeting with two colleagues who know nothing of it.
    fn meeting(&self, told: Told, placement: &Placement) -> Told {
        let item = self.rules.catalogue.iter().find(|i| i.together && i.kinds.is_empty());
        let at = self.people.iter().position(|(p, _)| p.staff == placement.staff).unwrap_or(0);
        let with = [at.wrapping_sub(1), at + 1].iter().filter_map(|n| self.people.get(*n)).map(|(p, _)| p.staff).collect();
        match item {
            Some(item) => Told { code: item.code.clone(), volume: 1, end: told.start + 90, with, ..told },
            None => told,
        }
    }

    /// It as it was entered and judged: what is young still waits.
    fn kept(&self, luck: &mut Luck, staff: StaffId, told: Told, habit: Habit, judge: Option<StaffId>) -> (Vec<EntryEvent>, Entry) {
        let zone = self.pack.zone();
        let day = told.day;
        // Who enters a month at once does so in the last days of its window.
        let grace = self.rules.entry_on(day).map_or(0, |rule| i64::from(rule.grace_days));
        let late = habit == Habit::MonthEnd && self.month.last() < self.today;
        let entered_on = if late { self.month.last().plus_days(grace.min(self.month.last().days_until(self.today) - 1)) } else { day };
        // A copy comes after what it copies.
        let hour = if habit == Habit::CopiesColleague { 22 } else { 17 + u8::try_from(luck.between(0, 3)).unwrap_or(0) };
        let minute = u8::try_from(luck.between(0, 59)).unwrap_or(0);
        let at = Instant::at(entered_on, hour, minute, zone).plus_ms(luck.between(0, 59_000));
        let minutes = self.rules.worth(&told);
        let chance = (u128::from(luck.below(u64::MAX)) << 64) | u128::from(luck.below(u64::MAX));
        let id = EntryId(uuid::Builder::from_random_bytes(chance.to_be_bytes()).into_uuid());
        let what = EntryHappening::Entered { told: Box::new(told), minutes };
        let mut events = vec![EntryEvent { entry: id, version: 1, at, by: None, staff: Some(staff), late_for: None, what }];
        let judged_on = self.pack.calendar().add_workdays(entered_on, 1);
        if judged_on < self.today.plus_days(-1)
            && let Some(judge) = judge
        {
            let hurried = self.hurried == Some(judge);
            let looked = if hurried { luck.between(0, 1) } else { luck.between(6, 45) };
            let pace = if hurried { luck.between(0, 50) * 1_000 } else { luck.between(0, 5 * 3_600) * 1_000 };
            let what = EntryHappening::Approved {
                minutes,
                why: None,
                together: false,
                looked: u32::try_from(looked).unwrap_or(0),
                evidence_opened: !hurried,
            };
            events.push(EntryEvent {
                entry: id,
                version: 2,
                at: Instant::at(judged_on, 9, 0, zone).plus_ms(pace),
                by: None,
                staff: Some(judge),
                late_for: None,
                what,
            });
        }
        let begun = events.first().and_then(Entry::begin);
        let entry = begun.map(|e| events.iter().skip(1).fold(e, |entry, event| entry.after(event)));
        // The first event is always one that begins an entry.
        (events.clone(), entry.unwrap_or_else(|| unreachable!("an entry begins with its first event")))
    }
}

/// A file, where a habit needs one.
fn proof(habit: Habit, day: Day, place: u32) -> Vec<Proof> {
    let proof = |hash: String, made: Option<Day>| Proof {
        hash,
        name: "bukti.jpg".to_owned(),
        media: "image/jpeg".to_owned(),
        size: 1,
        looks: None,
        made,
    };
    match habit {
        Habit::SameProof if place == 1 => vec![proof("0".repeat(64), None)],
        Habit::OldProof if place == 1 => vec![proof(format!("{:064x}", day.number()), Some(day.plus_days(-9)))],
        _ => vec![],
    }
}
