//! When people came and left, as a machine's table says it. A change of a signed month is settled in a later one, with its reason.
use super::{Brought, LineFault, Lines, MOST_LINES, TableTrouble, day_of, minute_of, shortened};
use crate::{
    Failure,
    performance::{
        Performance,
        months::{change_inputs, stale},
        reckoning::complete_name,
        rules,
    },
};
use domain::{
    pack::Pack,
    people::AccountId,
    performance::{
        Month, PerformanceRules, StaffId,
        cut::Presence,
        entry::{Entry, EntryStatus},
        run::MonthStatus,
    },
    time::Day,
};
use std::collections::{BTreeMap, BTreeSet};
use store::performance::{
    attendance,
    months::{self, Change},
    work,
};

const NUMBER: &str = "nomor_pegawai";
const DAY: &str = "tanggal";
const CAME: &str = "datang";
const LEFT: &str = "pulang";
const ABSENCE: &str = "keterangan";

/// A time of day: `07:30`, `07.30` or `7:30:15`.
fn absence(rules: &PerformanceRules, text: &str) -> Result<Option<String>, LineFault> {
    if text.is_empty() {
        return Ok(None);
    }
    let same = |words: &str| words.eq_ignore_ascii_case(text);
    let found = rules.absences.iter().find(|a| same(&a.key) || same(&a.label.id) || same(&a.label.en));
    found.map(|a| Some(a.key.clone())).ok_or_else(|| LineFault::Unknown(ABSENCE, shortened(text)))
}

fn said(presence: &Presence) -> String {
    let time = |m: Option<u16>| m.map_or_else(|| "–".to_owned(), |m| format!("{:02}.{:02}", m / 60, m % 60));
    match &presence.absence {
        Some(kind) => kind.clone(),
        None => format!("{}–{}", time(presence.came), time(presence.left)),
    }
}

/// How a table stands beside what is there.
#[derive(Default)]
struct Compared {
    /// The months that it touches, as they stood.
    states: BTreeMap<Month, MonthStatus>,
    /// Whose signed months it changes.
    later: BTreeSet<(Month, StaffId)>,
}

/// Why attendance of a month can't simply change.
const fn shut(month: Month, status: MonthStatus) -> Option<LineFault> {
    match status {
        MonthStatus::Open => None,
        MonthStatus::Frozen => Some(LineFault::Frozen(month)),
        MonthStatus::Signed | MonthStatus::Paid => Some(LineFault::Signed(month)),
    }
}

impl Performance {
    pub(super) async fn bring_attendance(
        &self,
        pack: &Pack,
        by: AccountId,
        text: &str,
        (why, whole): (&str, Option<Month>),
        write: bool,
    ) -> Result<Result<Brought, TableTrouble>, Failure> {
        let lines = match Lines::read(text, &[NUMBER, DAY], MOST_LINES) {
            Ok(lines) => lines,
            Err(trouble) => return Ok(Err(trouble)),
        };
        let rules = rules(pack)?;
        let organisation = self.0.organisation(pack).await?;
        let chart = &organisation.chart;
        let today = self.0.now().day(pack.zone());
        let mut brought = Brought::default();
        let mut read: BTreeMap<(StaffId, Day), (u64, Presence)> = BTreeMap::new();
        for (line, record) in &lines.rows {
            let one = || -> Result<(StaffId, Day, Presence), LineFault> {
                let record = record.as_ref().ok_or(LineFault::Cells)?;
                let number = lines.cell(record, NUMBER);
                if number.is_empty() {
                    return Err(LineFault::Missing(NUMBER));
                }
                let staff = chart.by_number(number).ok_or_else(|| LineFault::NoStaff(shortened(number)))?.id;
                let day = day_of(DAY, lines.cell(record, DAY))?;
                let presence = Presence {
                    came: minute_of(CAME, lines.cell(record, CAME))?,
                    left: minute_of(LEFT, lines.cell(record, LEFT))?,
                    absence: absence(rules, lines.cell(record, ABSENCE))?,
                };
                let away = presence.granted(rules).is_some_and(|kind| kind.away);
                // Leave may be granted ahead; nobody can have come on a day that has not.
                if day > today && !(away && presence.came.is_none()) {
                    return Err(LineFault::Future);
                }
                if chart.held(staff, day).is_empty() {
                    return Err(LineFault::NotPlaced(shortened(number)));
                }
                if away && (presence.came.is_some() || presence.left.is_some()) {
                    return Err(LineFault::AwayAndThere);
                }
                if presence.came.zip(presence.left).is_some_and(|(came, left)| left < came) {
                    return Err(LineFault::Backwards);
                }
                Ok((staff, day, presence))
            };
            match one() {
                Err(fault) => brought.faults.push((*line, fault)),
                Ok((staff, day, presence)) => match read.get(&(staff, day)) {
                    Some((first, _)) => brought.faults.push((*line, LineFault::Twice(*first))),
                    None => {
                        read.insert((staff, day), (*line, presence));
                    }
                },
            }
        }
        let mut found = self.compare(pack, &read, &mut brought).await?;
        if let Some(month) = whole {
            let status = self.status_of(pack, month).await?;
            brought.faults.extend(shut(month, status).map(|fault| (0, fault)));
            found.states.insert(month, status);
        }
        let reason: String = why.trim().chars().take(200).collect();
        if brought.later > 0 && reason.is_empty() {
            brought.faults.push((0, LineFault::NoReason));
        }
        if write && brought.faults.is_empty() {
            self.keep_attendance(pack, read, found, (reason, whole), (by, brought.told(text))).await?;
        }
        Ok(Ok(brought))
    }

    async fn status_of(&self, pack: &Pack, month: Month) -> Result<MonthStatus, Failure> {
        Ok(months::get(&self.0.db, pack.code(), month).await?.map(|m| m.status).unwrap_or_default())
    }

    /// What the lines change, and how the months stand that they are about.
    async fn compare(
        &self,
        pack: &Pack,
        read: &BTreeMap<(StaffId, Day), (u64, Presence)>,
        brought: &mut Brought,
    ) -> Result<Compared, Failure> {
        let rules = rules(pack)?;
        let (db, region) = (&self.0.db, pack.code());
        let organisation = self.0.organisation(pack).await?;
        let months_of: BTreeSet<Month> = read.keys().map(|(_, day)| Month::of(*day)).collect();
        let mut compared = Compared::default();
        for month in months_of {
            let known = self.0.presences(pack, month).await?;
            let status = self.status_of(pack, month).await?;
            let fault = shut(month, status);
            let mut away: BTreeMap<(StaffId, Day), u64> = BTreeMap::new();
            for ((staff, day), (line, presence)) in read.iter().filter(|((_, day), _)| month.has(*day)) {
                match known.get(staff).and_then(|days| days.get(day)) {
                    Some(before) if before == presence => {
                        brought.same += 1;
                        continue;
                    }
                    Some(before) => {
                        let name = organisation.chart.name(*staff);
                        brought.changed.push((*line, format!("{name}, {day}: {} → {}", said(before), said(presence))));
                    }
                    None => brought.new += 1,
                }
                match &fault {
                    Some(LineFault::Signed(_)) => {
                        brought.later += 1;
                        compared.later.insert((month, *staff));
                    }
                    Some(frozen) => brought.faults.push((*line, frozen.clone())),
                    None => {}
                }
                if presence.granted(rules).is_some_and(|kind| kind.away) {
                    away.insert((*staff, *day), *line);
                }
            }
            let people: BTreeSet<StaffId> = away.keys().map(|(staff, _)| *staff).collect();
            let entered = work::of_people(db, region, month, &people.into_iter().collect::<Vec<_>>()).await?;
            let mut worked: BTreeMap<u64, (StaffId, Day, u32)> = BTreeMap::new();
            let counts = |e: &&Entry| e.told.order.is_none() && matches!(e.status, EntryStatus::Approved | EntryStatus::Entered);
            for entry in entered.iter().filter(counts) {
                if let Some(line) = away.get(&(entry.staff, entry.told.day)) {
                    worked.entry(*line).or_insert((entry.staff, entry.told.day, 0)).2 += 1;
                }
            }
            let said = |(line, (staff, day, n))| (line, format!("{}, {day}: {n}", organisation.chart.name(staff)));
            brought.clashes.extend(worked.into_iter().map(said));
            compared.states.insert(month, status);
        }
        Ok(compared)
    }

    async fn keep_attendance(
        &self,
        pack: &Pack,
        read: BTreeMap<(StaffId, Day), (u64, Presence)>,
        compared: Compared,
        (reason, whole): (String, Option<Month>),
        (by, told): (AccountId, serde_json::Value),
    ) -> Result<(), Failure> {
        let at = self.0.now();
        let change = |(month, staff)| Change { id: self.0.id(), month, staff, why: reason.clone() };
        let changes: Vec<Change> = compared.later.into_iter().map(change).collect();
        let (region, id) = (pack.code().clone(), self.0.id());
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    for (month, status) in compared.states {
                        let now = change_inputs(tx, &region, month, id).await?.map(|m| m.status).unwrap_or_default();
                        if now != status {
                            return Err(stale());
                        }
                    }
                    attendance::put(tx, &region, read.iter().map(|((staff, day), (_, p))| (*staff, *day, p))).await?;
                    work::note(tx, &region, id, (at, "attendance", Some(by)), &told).await?;
                    for change in &changes {
                        months::put_change(tx, &region, change, at).await?;
                    }
                    if let Some(month) = whole {
                        store::known::put(tx, &region, &complete_name(month), &at.millis().to_string()).await?;
                    }
                    Ok::<_, Failure>(())
                })
            })
            .await
    }
}
