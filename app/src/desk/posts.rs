//! What officers send: a decision, the wish to read a sealed answer, a number to go to. Plain forms that are answered
//! with an address to go to, so that they work without scripts and a reload sends nothing twice.
use super::{
    act::{Act, Pairs},
    act_form::{ACTION, COMPARE, DEVICE, DROP, MORE_ITEMS, REVEAL, ROWS, SEEN, WORK, WRITTEN},
    alike,
    aside::{self, ASIDE},
    case_view::Refused,
    here::Here,
    kept::{self, Kept},
    queue::{self, LIST},
    queue_load,
    sent::Sent,
};
use crate::{
    address::{and, in_query},
    server::see,
};
use axum::{Router, response::Response, routing::post};
use bytes::Bytes;
use domain::{
    case::{CaseState, Refusal},
    form::{Fault, Problem},
    number::CaseNumber,
    queue::Filter,
    text::Text,
    words::Lang,
};
use engine::{Failure, Visitor};
use std::collections::BTreeMap;

/// The desk's handlers; they need the session layer outside.
pub fn posts() -> Router {
    Router::new()
        .route("/{region}/meja/{number}/tindakan", post(act))
        .route("/{region}/meja/{number}/lihat", post(reveal))
        .route("/{region}/meja/{number}/banding", post(compare))
        .route("/{region}/meja/{number}/kerja", post(super::work_posts::work))
        .route("/{region}/meja/{number}/samping", post(aside::send))
        .route("/{region}/meja/{number}/ketikan", post(super::typing::keep))
        .route("/{region}/meja/{number}/ketikan/buang", post(super::typing::discard))
        .merge(super::finding::posts())
        .merge(super::batch::posts())
        .merge(super::team_posts::posts())
        .merge(super::export::gets())
        .merge(super::views::posts())
        .merge(super::importing::posts())
        .merge(super::route::posts())
        .merge(super::announcing::posts())
        .merge(super::moderating::posts())
}

/// A decision on a case.
async fn act(mut sent: Sent) -> Response {
    // Files first: whatever is wrong with the rest, they are there when the page comes back.
    let files = std::mem::take(&mut sent.files);
    if let Err(failure) = take_files(&sent.here, &sent.number, &sent.pairs, files).await {
        return sent.refused(&failure).await;
    }
    let pairs = &sent.pairs;
    if pairs.iter().any(|(name, _)| name == MORE_ITEMS) {
        return sent.again(Refused { typed: typed(pairs), more: true, ..Refused::default() }).await;
    }
    if let Some((_, dropped)) = pairs.iter().find(|(name, _)| name == DROP) {
        let action = dropped.split(':').next().unwrap_or_default().to_owned();
        return sent.again(Refused { action, typed: typed(pairs), ..Refused::default() }).await;
    }
    if let Some((_, pressed)) = pairs.iter().find(|(name, _)| name == ROWS) {
        return sent.again(rows(pressed, pairs)).await;
    }
    match decide(&sent.here, &sent.number, pairs).await {
        Ok(done) => see(&done),
        Err(failure) => sent.refused(&failure).await,
    }
}

/// A row more or less of a table, with everything else as it was typed.
fn rows(pressed: &str, pairs: &Pairs) -> Refused {
    let mut parts = pressed.splitn(3, ':');
    let (action, what, of) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let mut typed = typed(pairs);
    let mut add = None;
    match (what, of.rsplit_once(':')) {
        ("tambah", _) => add = Some(of.to_owned()),
        ("hapus", Some((table, row))) => typed.retain(|name, _| !name.starts_with(&format!("{table}.{row}."))),
        _ => {}
    }
    Refused { action: action.to_owned(), typed, add, ..Refused::default() }
}

/// Keeps files that came with another button than an action's, each where its box belongs, so that they are there again.
pub(super) async fn keep_files(here: &Here, number: &CaseNumber, files: Vec<(String, String, Bytes)>) -> Result<(), Failure> {
    if files.is_empty() {
        return Ok(());
    }
    let cases = here.engine.cases();
    let state = cases.open(&here.pack, &here.visitor, number).await?.state;
    let actions = here.pack.workflow_of(&state).and_then(|w| w.stage(&state.stage)).map(|s| s.actions.clone()).unwrap_or_default();
    for (name, file, bytes) in files {
        let of = actions.iter().find_map(|action| {
            let slot = super::act::captured_key(&name, &action.key)?;
            action.captures.iter().any(|f| f.key == slot).then(|| (action.key.clone(), slot))
        });
        if let Some((action, slot)) = of {
            cases.attach(&here.pack, &here.visitor, number, &action, (&slot, &file, bytes), None).await?;
        }
    }
    Ok(())
}

/// Keeps the files of the pressed action, and takes out the one whose button was pressed.
pub(super) async fn take_files(
    here: &Here,
    number: &CaseNumber,
    pairs: &Pairs,
    files: Vec<(String, String, Bytes)>,
) -> Result<(), Failure> {
    let cases = here.engine.cases();
    if let Some((_, dropped)) = pairs.iter().find(|(name, _)| name == DROP) {
        let mut parts = dropped.splitn(3, ':');
        if let (Some(action), Some(slot), Some(hash)) = (parts.next(), parts.next(), parts.next()) {
            let work = cases.work(&here.pack, &here.visitor, number, action).await?;
            here.engine.drafts().detach(&here.pack, &here.visitor, work.id, slot, hash).await?;
        }
    }
    let pressed = pairs.iter().rev().find(|(name, _)| name == ACTION).map_or("", |(_, key)| key);
    for (name, file, bytes) in files {
        // A file that stands in the section of another action is not a part of this one.
        if let Some(slot) = super::act::captured_key(&name, pressed) {
            let device = pairs.iter().rev().find(|(name, _)| name == DEVICE).map(|(_, at)| at.as_str());
            cases.attach(&here.pack, &here.visitor, number, pressed, (&slot, &file, bytes), device).await?;
        }
    }
    Ok(())
}

/// Acts, and gives the address to go to: the next case of the list, or the list.
async fn decide(here: &Here, number: &CaseNumber, pairs: &Pairs) -> Result<String, Failure> {
    let act = Act::from_pairs(pairs);
    let before = here.engine.cases().open(&here.pack, &here.visitor, number).await?.state;
    let act = act.asked_for(&captures(here, &before, pairs));
    // Where the list goes on is looked up while the case still stands in it.
    let next = next_after(here, pairs, number).await;
    let after = here.engine.cases().act(&here.pack, &here.visitor, number, &act.action, &act.input).await?;
    let id = kept::keep(&here.visitor, Kept::Done(done_words(here, &after)));
    Ok(and(&next, &format!("selesai={id}")))
}

/// The page to go on with after a case: the next of the list that it was opened from, or the list.
pub(super) async fn next_after(here: &Here, pairs: &Pairs, number: &CaseNumber) -> String {
    let (list, region) = (list_of(pairs), here.pack.region.slug.as_str());
    match queue_load::after(here, &list, &number.to_string()).await.unwrap_or_default() {
        Some(next) => queue::case_href(region, &next, &list),
        None => queue::list_href(region, &list),
    }
}

/// The list that the case was opened from, as the form says.
fn list_of(pairs: &Pairs) -> Filter {
    queue::asked_in(pairs.iter().rev().find(|(name, _)| name == LIST).map_or("", |(_, query)| query))
}

/// The case's page within that list.
pub(super) fn within(page: &str, pairs: &Pairs) -> String {
    and(page, &queue::query(&list_of(pairs)))
}

/// The keys of what the pressed action asks for.
pub(super) fn captures<'h>(here: &'h Here, state: &CaseState, pairs: &Pairs) -> Vec<&'h str> {
    let pressed = pairs.iter().rev().find(|(name, _)| name == ACTION).map_or("", |(_, key)| key);
    let action = here.pack.workflow_of(state).and_then(|w| w.action(&state.stage, pressed));
    action.map_or_else(Vec::new, |a| a.captures.iter().map(|f| f.key.as_str()).collect())
}

pub(super) fn done_words(here: &Here, after: &CaseState) -> String {
    let reader = super::answers::Reader { pack: &here.pack, lang: here.lang, today: here.today() };
    let stage = here.pack.stage_label(after);
    let (number, stage) = (&after.number, stage.get(here.lang));
    match (after.outcome, here.lang) {
        (Some(outcome), _) => format!("{number}: {}", reader.outcome(outcome)),
        (None, Lang::Id) => format!("{number} diteruskan ke {} – {stage}", reader.office(after.agency.as_ref())),
        (None, Lang::En) => format!("{number} went to {} – {stage}", reader.office(after.agency.as_ref())),
    }
}

/// What came back, in words, with all that was typed.
pub(super) fn refused(failure: &Failure, pairs: &Pairs, lang: Lang) -> Refused {
    let act = Act::from_pairs(pairs);
    let problems = problems_of(failure);
    let legal_base = match failure {
        Failure::Refused(Refusal::Guard { legal_base, .. }) => legal_base.clone(),
        _ => problems.iter().find_map(|p| if let Fault::Rule { legal_base, .. } = &p.fault { legal_base.clone() } else { None }),
    };
    Refused {
        action: act.action,
        text: failure.text(lang),
        problems: problems.iter().map(|p| (p.path.clone(), p.line(lang))).collect(),
        legal_base,
        seen: matches!(failure, Failure::Refused(Refusal::Stale { .. })).then_some(act.input.seen),
        more: false,
        add: None,
        typed: typed(pairs),
        restored: false,
        unkept: false,
    }
}

/// What is wrong with single boxes.
pub(super) fn problems_of(failure: &Failure) -> &[Problem] {
    match failure {
        Failure::Invalid { problems } | Failure::Refused(Refusal::Invalid { problems }) => problems,
        _ => &[],
    }
}

/// What was typed, by name; of a box that is ticked more than once, all values, a line each. The version is not kept: whoever tries
/// again decides on what the page shows then.
pub(super) fn typed(pairs: &Pairs) -> BTreeMap<String, String> {
    let mut typed = BTreeMap::new();
    for (name, value) in pairs {
        if [SEEN, LIST, ACTION, DEVICE, WRITTEN, MORE_ITEMS, REVEAL, COMPARE, WORK, ASIDE, DROP, ROWS].contains(&name.as_str()) {
            continue;
        }
        match typed.get_mut(name) {
            Some(before) if aside::TICKED.contains(&name.as_str()) => *before = format!("{before}\n{value}"),
            Some(before) => before.clone_from(value),
            None => drop(typed.insert(name.clone(), value.clone())),
        }
    }
    typed
}

/// To the page itself, which says why it can't be shown; or, where the session ended while the form was filled, to
/// signing in and from there back to what was typed. Nobody owns that any more: whoever has its name gets it.
pub(super) fn away(failure: &Failure, page: &str, pairs: &Pairs, lang: Lang) -> Response {
    if *failure != Failure::SignedOut {
        return see(page);
    }
    let back = Refused { unkept: true, ..refused(failure, pairs, lang) };
    let id = kept::keep(&Visitor::default(), Kept::Refused(Box::new(back)));
    see(&format!("/masuk?kembali={}", in_query(&and(page, &format!("salah={id}")))))
}

/// Opens a sealed answer; the opening is itself an event. The answer is shown once. What was typed into the decision
/// comes with the button, and is there again.
async fn reveal(mut sent: Sent) -> Response {
    if let Err(failure) = sent.keep_files().await {
        return sent.refused(&failure).await;
    }
    let (here, field) = (&sent.here, sent.text(REVEAL));
    match here.engine.cases().reveal(&here.pack, &here.visitor, &sent.number, field).await {
        Ok(value) => {
            let opened = kept::keep(&here.visitor, Kept::Revealed(field.to_owned(), value));
            sent.back(&[], &format!("lihat={opened}"), &format!("isian-{}", in_query(field))).await
        }
        Err(failure) => sent.again(Refused { text: failure.text(sent.lang()), typed: typed(&sent.pairs), ..Refused::default() }).await,
    }
}

/// Puts on record what a comparison with another case found. What was typed into the decision comes with the button, and is
/// there again.
async fn compare(mut sent: Sent) -> Response {
    if let Err(failure) = sent.keep_files().await {
        return sent.refused(&failure).await;
    }
    let Ok(other) = sent.text(COMPARE).parse::<CaseNumber>() else { return see(&sent.page) };
    let (found, why) = (alike::found(&other), alike::why(&other));
    let done = match sent.text(&found) {
        found @ (alike::DOUBLE | alike::DIFFERENT) => {
            let (here, double) = (&sent.here, found == alike::DOUBLE);
            here.engine.cases().compare(&here.pack, &here.visitor, &sent.number, &other, double, sent.text(&why)).await.map(|_| ())
        }
        _ => {
            let label = Text::new(format!("Hasil perbandingan {other}"), format!("What the comparison with {other} found"));
            Err(Failure::wrong(&found, label, Fault::NotInList))
        }
    };
    match done {
        Ok(()) => sent.back(&[&found, &why], "", "mirip").await,
        Err(failure) => {
            // What is wrong stands at the pair, and the summary leads to its box.
            let name = |p: &Problem| if p.fault == Fault::NotInList { found.clone() } else { why.clone() };
            let problems = problems_of(&failure).iter().map(|p| (name(p), p.line(sent.lang()))).collect();
            sent.again(Refused { action: COMPARE.to_owned(), problems, ..refused(&failure, &sent.pairs, sent.lang()) }).await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_back_has_everything_that_was_typed_but_the_version() {
        let pairs: Pairs = [("seen", "3"), ("captured.amount", "x"), ("checklist.a.verdict", "fits"), ("reason", ""), ("action", "pass")]
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .into();
        let problem = Problem { path: "amount".into(), label: Text::new("Nilai", "Amount"), fault: Fault::Rupiah };
        let back = refused(&Failure::Invalid { problems: vec![problem] }, &pairs, Lang::Id);
        assert_eq!((back.action.as_str(), back.seen), ("pass", None));
        assert_eq!(back.problems, [("amount".to_owned(), "Nilai: Isi jumlah dalam rupiah, misalnya 1.500.000".to_owned())]);
        assert_eq!(back.typed.keys().map(String::as_str).collect::<Vec<_>>(), ["captured.amount", "checklist.a.verdict", "reason"]);
        let stale = refused(&Failure::Refused(Refusal::Stale { seen: 3, now: 4 }), &pairs, Lang::Id);
        assert_eq!(stale.seen, Some(3));
    }
}
