//! The nominative lists of a demonstration: one a month for a programme and budget year, signed on its twentieth, approved
//! a week later, with the cases that were waiting then; and budgets that these fit into.
use super::Town;
use crate::{Failure, lists::OnList};
use domain::{
    budget::taken_by,
    case::CaseState,
    money::Rupiah,
    nominative::{Entry, ListEvent, ListHappening, ListId, NominativeList},
    number::SerialNumber,
    pack::{Pack, Service},
    people::{Actor, Person},
    time::{Day, Instant},
    workflow::Action,
};
use serde_json::Value;
use std::collections::BTreeMap;
use store::{budgets::NewLine, bulk::BulkCase};

/// Day of the month on which lists are signed, and on which they are approved.
const SIGNED_ON: u8 = 20;
const APPROVED_ON: u8 = 27;

/// A list that grows as cases come to it.
struct Roll {
    number: SerialNumber,
    entries: Vec<Entry>,
    signed_at: Instant,
}

/// A region's lists, by service, budget year and the day of their signing.
#[derive(Default)]
pub(super) struct Rolls {
    open: BTreeMap<(String, i32, Day), Roll>,
    serials: BTreeMap<(String, u16), u32>,
    /// What stood for each programme, year and field: what cases take, and what is on its way.
    money: BTreeMap<(String, i32, Option<String>), (i64, i64)>,
}

/// What a case reads of its list.
pub(super) struct Turn {
    pub(super) at: Instant,
    pub(super) facts: Value,
}

/// The next signing or approval day at or after a moment.
fn next(pack: &Pack, from: Instant, month_day: u8) -> Option<Instant> {
    let day = from.day(pack.zone());
    let mut on = Day::new(day.year(), day.month(), month_day)?;
    if Instant::at(pack.calendar().next_workday(on), 10, 0, pack.zone()) <= from {
        on = on.plus_months(1);
    }
    Some(Instant::at(pack.calendar().next_workday(on), 10, 0, pack.zone()))
}

impl Rolls {
    /// Whether a case is on a list: else it has to be put on one first.
    pub(super) fn has(&self, pack: &Pack, service: &Service, state: &CaseState, action: &Action) -> bool {
        service.nominative.as_ref().is_some_and(|rule| action.key == rule.sign) || self.of(pack, state).is_some()
    }

    /// The list that was signed when the case came to where it is.
    fn of(&self, pack: &Pack, state: &CaseState) -> Option<&Roll> {
        let roll = self.open.get(&(state.service.clone(), state.fiscal_year, state.stage_since.day(pack.zone())))?;
        roll.entries.iter().any(|e| e.case == state.id).then_some(roll)
    }

    /// When a case that waits for its list is put on one, or approved with it, and what it reads then; `None` where that
    /// lies after `now`.
    pub(super) fn turn(&mut self, pack: &Pack, service: &Service, state: &CaseState, action: &Action, now: Instant) -> Option<Turn> {
        let rule = service.nominative.as_ref()?;
        let entry = Entry::of(state)?;
        let amount = entry.amount.rupiah();
        if action.key == rule.sign {
            let at = next(pack, state.stage_since, SIGNED_ON).filter(|at| *at <= now)?;
            let day = at.day(pack.zone());
            let year = u16::try_from(day.year()).ok()?;
            let key = (service.key.clone(), state.fiscal_year, day);
            if !self.open.contains_key(&key) {
                let serial = self.serials.entry((rule.prefix.clone(), year)).or_default();
                *serial += 1;
                let number = SerialNumber::new(&rule.prefix, pack.code(), year, *serial).ok()?;
                self.open.insert(key.clone(), Roll { number, entries: vec![], signed_at: at });
            }
            let roll = self.open.get_mut(&key)?;
            roll.entries.push(entry);
            let on = OnList {
                number: &roll.number,
                edition: 1,
                signed_on: Some(day),
                approved: None,
                rank: roll.entries.len(),
                amount,
                reason: None,
            };
            return Some(Turn { at, facts: on.facts() });
        }
        let at = next(pack, state.stage_since, APPROVED_ON).filter(|at| *at <= now)?;
        let roll = self.of(pack, state)?;
        let rank = roll.entries.iter().position(|e| e.case == state.id)? + 1;
        let sheet = sheet(&roll.number);
        let on = OnList {
            number: &roll.number,
            edition: 1,
            signed_on: Some(state.stage_since.day(pack.zone())),
            approved: Some((&sheet, at.day(pack.zone()))),
            rank,
            amount,
            reason: None,
        };
        Some(Turn { at, facts: on.facts() })
    }

    /// Notes what a case takes of its budget, or may take.
    pub(super) fn weigh(&mut self, pack: &Pack, case: &BulkCase) {
        let state = &case.after;
        let sums = self.money.entry((state.service.clone(), state.fiscal_year, state.affair.clone())).or_default();
        match taken_by(pack, state) {
            Some(takes) => sums.0 += takes.rupiah(),
            None if state.is_open() => sums.1 += state.last_amount().map_or(0, |a| a.rupiah.rupiah()),
            None => {}
        }
    }
}

fn sheet(number: &SerialNumber) -> String {
    format!("978/CONTOH-{}/{}", number.serial(), number.year())
}

/// The events of a list, as if people had drawn it up.
fn events(
    pack: &Pack,
    service: &Service,
    fiscal_year: i32,
    roll: &Roll,
    people: &People,
    approved: &[domain::case::CaseId],
    now: Instant,
) -> Vec<ListEvent> {
    let early = Instant::at(roll.signed_at.day(pack.zone()), 9, 0, pack.zone());
    let officer = |person: &Person| person.posts.first().map_or_else(Actor::system, |post| Actor::officer(person.account, post));
    let mut all: Vec<ListEvent> = Vec::new();
    let mut add = |at: Instant, by: &Person, what: ListHappening| {
        all.push(ListEvent { version: u32::try_from(all.len()).unwrap_or(0) + 1, at, actor: officer(by), what });
    };
    add(early, &people.drafter, ListHappening::Begun { service: service.key.clone(), fiscal_year, number: roll.number.clone() });
    add(early.plus_ms(1_800_000), &people.drafter, ListHappening::Composed { entries: roll.entries.clone() });
    let on = roll.signed_at.day(pack.zone());
    add(roll.signed_at, &people.drafter, ListHappening::Signed { edition: 1, on });
    let Some(at) = next(pack, roll.signed_at, APPROVED_ON).filter(|at| *at <= now) else { return all };
    let mut add = |at: Instant, by: &Person, what: ListHappening| {
        all.push(ListEvent { version: u32::try_from(all.len()).unwrap_or(0) + 1, at, actor: officer(by), what });
    };
    if approved.is_empty() {
        // All of its cases were refused or taken off one by one: what is left is no list.
        let reason = "Semua pengajuannya sudah keluar dari daftar";
        add(at, &people.approver, ListHappening::SentBack { reason: reason.to_owned() });
        add(at.plus_ms(3_600_000), &people.drafter, ListHappening::Dropped { reason: reason.to_owned() });
    } else {
        let without = roll.entries.iter().filter(|e| !approved.contains(&e.case)).map(|e| e.number.clone()).collect();
        add(at, &people.approver, ListHappening::Approved { sheet: sheet(&roll.number), on: at.day(pack.zone()), without });
    }
    all
}

struct People {
    drafter: Person,
    approver: Person,
}

impl Town<'_> {
    /// Keeps a programme's lists and budgets, once all its cases are there.
    pub(super) async fn keep_rolls(&self, rolls: &mut Rolls, cases: &[CaseState]) -> Result<(), Failure> {
        if let Some(rule) = &self.service.nominative {
            let holder = |stage: &str| self.service.stage(stage).and_then(|s| self.person(s.holder.role.as_deref()?, None));
            let approval = self.service.action(&rule.stage, &rule.sign).map(|a| a.to.clone()).unwrap_or_default();
            let (Some(drafter), Some(approver)) = (holder(&rule.stage), holder(&approval)) else { return Ok(()) };
            let people = People { drafter, approver };
            let own: Vec<_> = rolls.open.iter().filter(|((service, ..), _)| *service == self.service.key).collect();
            let mut lists = Vec::new();
            for ((_, year, _), roll) in own {
                let number = roll.number.to_string();
                let approved: Vec<_> = cases.iter().filter(|c| was_approved(c, &approval, &rule.approve, &number)).map(|c| c.id).collect();
                let events = events(self.pack, self.service, *year, roll, &people, &approved, self.inner.now());
                // The same seed gives the same lists: the id is of what the list is.
                let name = blake3::hash(format!("list {} {number}", self.pack.code()).as_bytes());
                let id = ListId(
                    uuid::Builder::from_random_bytes(std::array::from_fn(|i| name.as_bytes().get(i).copied().unwrap_or(0))).into_uuid(),
                );
                lists.push((id, events));
            }
            let serials: Vec<_> = rolls.serials.iter().map(|((prefix, year), n)| (prefix.clone(), *year, *n)).collect();
            let region = self.pack.code().clone();
            self.inner
                .db
                .write_in(self.pack.code(), move |tx| {
                    Box::pin(async move {
                        for (prefix, year, n) in serials {
                            // The next number is never below what was given out, whichever programme gave it.
                            let next = store::serials::reserve(tx, &region, &prefix, year, 0).await?;
                            store::serials::reserve(tx, &region, &prefix, year, (n + 1).saturating_sub(next)).await?;
                        }
                        for (id, events) in lists {
                            for (i, event) in events.iter().enumerate() {
                                if let Some(list) = NominativeList::fold(id, events.iter().take(i + 1)) {
                                    store::lists::commit(tx, &region, event, &list).await?;
                                }
                            }
                        }
                        Ok::<_, Failure>(())
                    })
                })
                .await?;
        }
        self.keep_budgets(rolls).await
    }

    /// A budget that everything taken fits into, and most of what is on its way.
    async fn keep_budgets(&self, rolls: &Rolls) -> Result<(), Failure> {
        if self.service.budget.is_none() {
            return Ok(());
        }
        let Some(by) = self.pack.roles.iter().find(|r| r.sets_budgets).and_then(|r| self.officers.get(&r.key)?.first().copied()) else {
            return Ok(());
        };
        let mut years: BTreeMap<i32, (i64, i64)> = BTreeMap::new();
        for ((service, year, _), (taken, coming)) in &rolls.money {
            if *service == self.service.key {
                let sums = years.entry(*year).or_default();
                sums.0 += taken;
                sums.1 += coming;
            }
        }
        let mut lines = Vec::new();
        let mut set = |year: i32, affair: Option<&String>, taken: i64, coming: i64| {
            let rounded = ((taken * 11 / 10 + coming * 6 / 10) / 100_000_000 + 1) * 100_000_000;
            let at = Day::new(year - 2, 12, 30).map_or(self.inner.now(), |d| Instant::at(d, 9, 0, self.pack.zone()));
            if let Ok(rupiah) = Rupiah::try_from(rounded) {
                lines.push(NewLine {
                    fiscal_year: year,
                    service: self.service.key.clone(),
                    affair: affair.cloned(),
                    rupiah,
                    rule: format!("Peraturan Daerah Contoh tentang APBD {year}"),
                    why: String::new(),
                    actor: by,
                    at: at.min(self.inner.now()),
                });
            }
        };
        for (year, (taken, coming)) in &years {
            set(*year, None, *taken, *coming);
        }
        for ((service, year, affair), (taken, coming)) in &rolls.money {
            if *service == self.service.key && affair.is_some() {
                set(*year, affair.as_ref(), *taken, *coming);
            }
        }
        let region = self.pack.code().clone();
        self.inner
            .db
            .write_in(self.pack.code(), move |tx| {
                Box::pin(async move {
                    for line in &lines {
                        store::budgets::put(tx, &region, line).await?;
                    }
                    Ok::<_, Failure>(())
                })
            })
            .await
    }
}

/// Whether a case left the approval stage by being approved with this list.
fn was_approved(state: &CaseState, stage: &str, action: &str, number: &str) -> bool {
    state.captured.text("list_number") == number
        && state.visits.iter().rev().find(|v| v.stage == stage).and_then(|v| v.end.as_ref()).is_some_and(|e| e.action == action)
}
