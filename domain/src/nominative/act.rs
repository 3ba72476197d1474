//! What may be done with a list, and the events that it gives.
use super::state::{Entry, ListEvent, ListHappening, ListStatus, NominativeList, Standing};
use crate::{
    case::{CaseState, Refusal},
    form::{Fault, Problem},
    number::SerialNumber,
    pack::{Pack, Service},
    people::{Actor, Person},
    text::Text,
    time::{Day, Instant},
    workflow::Stage,
};

/// The approval sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Its number.
    pub sheet: String,
    /// Its day.
    pub on: Day,
}

/// The stage at which lists are drawn up, and the one at which they are approved.
struct Stages<'p> {
    listing: &'p Stage,
    approval: &'p Stage,
}

fn stages<'p>(pack: &'p Pack, service: &str) -> Result<Stages<'p>, Refusal> {
    let broken = |what: &str| Refusal::BrokenRule { detail: format!("{service}: {what}") };
    let service: &Service = pack.service(service).ok_or_else(|| broken("no such service"))?;
    let rule = service.nominative.as_ref().ok_or_else(|| broken("it has no lists"))?;
    let listing = service.stage(&rule.stage).ok_or_else(|| broken("no stage to list at"))?;
    let to = service.action(&rule.stage, &rule.sign).map(|a| a.to.as_str()).ok_or_else(|| broken("no action to sign"))?;
    let approval = service.stage(to).ok_or_else(|| broken("no stage to approve at"))?;
    Ok(Stages { listing, approval })
}

/// The officer as whom a person acts on lists at a stage.
fn right(pack: &Pack, stage: &Stage, person: &Person) -> Result<Actor, Refusal> {
    let post = person.posts_in(pack.code()).find(|p| stage.holder.role.as_deref() == Some(p.role.0.as_str()));
    post.map(|post| Actor::officer(person.account, post)).ok_or_else(|| Refusal::NotYourRole { stage: stage.label.clone() })
}

fn event(list: &NominativeList, actor: Actor, at: Instant, what: ListHappening) -> ListEvent {
    ListEvent { version: list.version + 1, at, actor, what }
}

/// The officer as whom a person acts on a list that is this far: whoever holds the listing draws it up, whoever holds the
/// approval decides on it.
fn may(pack: &Pack, list: &NominativeList, status: ListStatus, person: &Person) -> Result<Actor, Refusal> {
    let stages = stages(pack, &list.service)?;
    let stage = if status == ListStatus::Signed { stages.approval } else { stages.listing };
    let actor = right(pack, stage, person)?;
    if list.status == status { Ok(actor) } else { Err(Refusal::NotFromHere { stage: stage.label.clone() }) }
}

/// What a case is doing, seen from its line in a list of this status.
#[must_use]
pub fn standing(pack: &Pack, list: &NominativeList, entry: &Entry, state: &CaseState) -> Standing {
    let Ok(stages) = stages(pack, &list.service) else { return Standing::Gone };
    match list.status {
        ListStatus::Composing if state.stage != stages.listing.key => Standing::Gone,
        ListStatus::Composing if state.changed != entry.seen => Standing::Changed,
        ListStatus::Signed if state.stage != stages.approval.key => Standing::Gone,
        ListStatus::Approved | ListStatus::Dropped if list.without.contains(&entry.number) => Standing::Gone,
        _ => Standing::Fits,
    }
}

/// What a person saw of a list and its cases: a page carries it, and who decides on it must have seen it as it is.
#[must_use]
pub fn token(pack: &Pack, list: &NominativeList, cases: &[CaseState]) -> String {
    let mut text = format!("{}", list.version);
    for entry in &list.entries {
        let state = cases.iter().find(|c| c.id == entry.case);
        let mark = match state.map(|s| standing(pack, list, entry, s)) {
            Some(Standing::Fits) => 'f',
            Some(Standing::Changed) => 'c',
            _ => 'g',
        };
        text.push(mark);
    }
    text
}

fn as_seen(pack: &Pack, list: &NominativeList, cases: &[CaseState], seen: &str) -> Result<(), Refusal> {
    let now = token(pack, list, cases);
    if now == seen {
        return Ok(());
    }
    let (version, marks) = seen.split_at(seen.find(|c: char| !c.is_ascii_digit()).unwrap_or(seen.len()));
    if version != list.version.to_string() {
        return Err(Refusal::ListChanged { what: vec![Text::new("susunannya disimpan lagi", "it was drawn up anew")] });
    }
    let before = marks.chars().chain(std::iter::repeat('f'));
    let what = list.entries.iter().zip(now.chars().skip(version.len())).zip(before).filter(|((_, now), before)| now != before).map(
        |((entry, now), _)| {
            let n = &entry.number;
            match now {
                'c' => Text::new(format!("{n} diubah"), format!("{n} was changed")),
                'g' => Text::new(format!("{n} keluar dari tahap ini"), format!("{n} left this stage")),
                _ => Text::new(format!("{n} kembali"), format!("{n} is back")),
            }
        },
    );
    Err(Refusal::ListChanged { what: what.collect() })
}

/// Begins a list.
///
/// # Errors
/// [`Refusal::NotYourRole`], [`Refusal::BrokenRule`] for a service without lists.
pub fn begin(
    pack: &Pack,
    service: &str,
    fiscal_year: i32,
    number: SerialNumber,
    person: &Person,
    at: Instant,
) -> Result<ListEvent, Refusal> {
    let stages = stages(pack, service)?;
    let actor = right(pack, stages.listing, person)?;
    Ok(ListEvent { version: 1, at, actor, what: ListHappening::Begun { service: service.to_owned(), fiscal_year, number } })
}

/// Draws a list up: the cases in the order of their ranks.
///
/// # Errors
/// [`Refusal::NotYourRole`], [`Refusal::Stale`], [`Refusal::NotFromHere`] for a list that is signed,
/// [`Refusal::ListChanged`] with the cases that can't be on it.
pub fn compose(
    pack: &Pack,
    list: &NominativeList,
    seen: u32,
    cases: &[CaseState],
    person: &Person,
    at: Instant,
) -> Result<ListEvent, Refusal> {
    let actor = may(pack, list, ListStatus::Composing, person)?;
    if seen != list.version {
        return Err(Refusal::Stale { seen, now: list.version });
    }
    let listing = &stages(pack, &list.service)?.listing.key;
    let (mut entries, mut wrong) = (Vec::new(), Vec::new());
    for state in cases {
        let fits = state.service == list.service && state.fiscal_year == list.fiscal_year && state.stage == *listing;
        let twice = entries.iter().any(|e: &Entry| e.case == state.id);
        match Entry::of(state).filter(|_| fits && !twice) {
            Some(entry) => entries.push(entry),
            None => {
                wrong.push(Text::new(format!("{} tidak dapat dimasukkan", state.number), format!("{} can't be put on it", state.number)))
            }
        }
    }
    if !wrong.is_empty() {
        return Err(Refusal::ListChanged { what: wrong });
    }
    Ok(event(list, actor, at, ListHappening::Composed { entries }))
}

/// Signs a list: from here on it is with the head of the region. Each of its cases must be as its line says.
///
/// # Errors
/// [`Refusal::NotYourRole`], [`Refusal::EmptyList`], [`Refusal::ListChanged`], [`Refusal::NotFromHere`],
/// [`Refusal::Invalid`] for a day that is to come.
pub fn sign(
    pack: &Pack,
    list: &NominativeList,
    seen: &str,
    on: Day,
    cases: &[CaseState],
    person: &Person,
    at: Instant,
) -> Result<ListEvent, Refusal> {
    let actor = may(pack, list, ListStatus::Composing, person)?;
    as_seen(pack, list, cases, seen)?;
    if list.entries.is_empty() {
        return Err(Refusal::EmptyList);
    }
    let moved: Vec<_> = list
        .entries
        .iter()
        .filter(|e| cases.iter().find(|c| c.id == e.case).is_none_or(|c| standing(pack, list, e, c) != Standing::Fits))
        .map(|e| {
            Text::new(
                format!("{} tidak lagi seperti di daftar; simpan susunannya lagi", e.number),
                format!("{} is not as the list has it; save the list again", e.number),
            )
        })
        .collect();
    if !moved.is_empty() {
        return Err(Refusal::ListChanged { what: moved });
    }
    not_future(on, at, pack)?;
    Ok(event(list, actor, at, ListHappening::Signed { edition: list.edition + 1, on }))
}

/// Sends a signed list back to be drawn up again.
///
/// # Errors
/// [`Refusal::NotYourRole`], [`Refusal::Stale`], [`Refusal::NotFromHere`], [`Refusal::Invalid`] without a reason.
pub fn send_back(
    pack: &Pack,
    list: &NominativeList,
    seen: &str,
    reason: &str,
    cases: &[CaseState],
    person: &Person,
    at: Instant,
) -> Result<ListEvent, Refusal> {
    let actor = may(pack, list, ListStatus::Signed, person)?;
    as_seen(pack, list, cases, seen)?;
    let reason = needed(reason)?;
    Ok(event(list, actor, at, ListHappening::SentBack { reason }))
}

/// Approves a signed list. Cases that have left it, such as those refused one by one, are named in the event.
///
/// # Errors
/// [`Refusal::NotYourRole`], [`Refusal::ListChanged`] where anything is other than on the page, [`Refusal::NotFromHere`],
/// [`Refusal::EmptyList`], [`Refusal::Invalid`] for a sheet without number or of a day to come.
pub fn approve(
    pack: &Pack,
    list: &NominativeList,
    seen: &str,
    approval: &Approval,
    cases: &[CaseState],
    person: &Person,
    at: Instant,
) -> Result<ListEvent, Refusal> {
    let actor = may(pack, list, ListStatus::Signed, person)?;
    as_seen(pack, list, cases, seen)?;
    let sheet = approval.sheet.trim();
    if sheet.is_empty() || sheet.chars().count() > 60 {
        return Err(invalid("sheet", Text::new("Nomor lembar persetujuan", "Number of the approval sheet"), Fault::Missing));
    }
    not_future(approval.on, at, pack)?;
    let gone = |e: &&Entry| cases.iter().find(|c| c.id == e.case).is_none_or(|c| standing(pack, list, e, c) == Standing::Gone);
    let without: Vec<_> = list.entries.iter().filter(gone).map(|e| e.number.clone()).collect();
    if without.len() == list.entries.len() {
        return Err(Refusal::EmptyList);
    }
    Ok(event(list, actor, at, ListHappening::Approved { sheet: sheet.to_owned(), on: approval.on, without }))
}

/// Gives a list up that was never approved; its cases wait for another one.
///
/// # Errors
/// [`Refusal::NotYourRole`], [`Refusal::Stale`], [`Refusal::NotFromHere`], [`Refusal::Invalid`] without a reason.
pub fn drop_list(pack: &Pack, list: &NominativeList, seen: u32, reason: &str, person: &Person, at: Instant) -> Result<ListEvent, Refusal> {
    let actor = may(pack, list, ListStatus::Composing, person)?;
    if seen != list.version {
        return Err(Refusal::Stale { seen, now: list.version });
    }
    let reason = needed(reason)?;
    Ok(event(list, actor, at, ListHappening::Dropped { reason }))
}

fn needed(reason: &str) -> Result<String, Refusal> {
    let reason = reason.trim();
    if reason.is_empty() {
        Err(invalid("reason", Text::new("Alasan", "Reason"), Fault::Missing))
    } else {
        Ok(reason.chars().take(500).collect())
    }
}

fn not_future(on: Day, at: Instant, pack: &Pack) -> Result<(), Refusal> {
    if on <= at.day(pack.zone()) { Ok(()) } else { Err(invalid("on", Text::new("Tanggal", "Day"), Fault::FutureDate)) }
}

fn invalid(path: &str, label: Text, fault: Fault) -> Refusal {
    Refusal::Invalid { problems: vec![Problem { path: path.to_owned(), label, fault }] }
}
