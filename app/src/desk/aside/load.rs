//! Reads what stands beside a case, in the reader's words.
use super::{AsideView, NoteView, OpinionView};
use crate::desk::{answers::Reader, here::Here, queue};
use domain::{
    case::{CaseState, Event, Happening, Opinion, answers_as, may_answer, may_read, may_talk, may_work},
    people::AccountId,
    queue::Filter,
    words,
};
use engine::Failure;
use std::collections::BTreeMap;

pub(crate) async fn load(
    here: &Here,
    state: &CaseState,
    events: &[(i64, Event)],
    names: &BTreeMap<AccountId, String>,
) -> Result<AsideView, Failure> {
    let (pack, lang) = (&here.pack, here.lang);
    let reader = Reader { pack, lang, today: here.today() };
    let people = here.engine.cases().people(pack, &here.visitor, state, events).await?;
    let works = state.is_open() && may_work(pack, state, &here.person);
    let stage = pack.workflow_of(state).and_then(|w| w.stage(&state.stage));
    let extension = stage.and_then(|s| s.extension.as_ref()).filter(|rule| works && state.clock.is_some() && state.extended < rule.times);
    let note = |event: &Event| match &event.what {
        Happening::Noted { text, mentions } => Some(NoteView {
            by: format!("{} · {}", author(event, names, &reader), words::date_time(event.at, pack.zone(), lang)),
            text: text.clone(),
            to: mentions.iter().filter_map(|who| names.get(who).cloned()).collect::<Vec<_>>().join(", "),
        }),
        _ => None,
    };
    let others = pack.agencies.iter().filter(|agency| works && state.agency.as_ref().is_none_or(|own| own.0 != agency.key));
    let flag = |key: &str| pack.desk.flag(key).map_or_else(|| key.to_owned(), |f| f.label.get(lang).to_owned());
    let complaints = complaints(here, state).await?;
    let mut view = AsideView {
        complaints,
        words: crate::components::talk::words_view(pack, engine::words_of(events), lang),
        may_talk: may_talk(state) && answers_as(pack, state, &here.person).is_ok(),
        waits: state.unanswered.is_some(),
        flags: state.raised.iter().map(|r| (flag(&r.flag), words::date_time(r.at, pack.zone(), lang))).collect(),
        labels: pack.desk.labels.iter().map(|l| (l.key.clone(), l.label.get(lang).to_owned(), state.labels.contains(&l.key))).collect(),
        notes: events.iter().rev().filter_map(|(_, event)| note(event)).collect(),
        people: people.into_iter().map(|(account, name)| (account.0.to_string(), name)).collect(),
        opinions: state.opinions.iter().rev().map(|opinion| shown(here, &reader, state, opinion)).collect(),
        agencies: others.map(|agency| (agency.key.clone(), agency.name.get(lang).to_owned())).collect(),
        answer_by: words::date(pack.calendar().add_workdays(here.today(), pack.desk.opinion_days), lang),
        extension: extension.map(|rule| rule.days),
        replies: pack.desk.replies.iter().map(|r| (r.key.clone(), r.label.get(lang).to_owned())).collect(),
    };
    // A mark that the region has no more can still be taken off.
    let gone = state.labels.iter().filter(|key| pack.desk.label(key).is_none());
    view.labels.extend(gone.map(|key| (key.clone(), key.clone(), true)));
    Ok(view)
}

/// The list of complaints that name the case's licence.
async fn complaints(here: &Here, state: &CaseState) -> Result<Option<String>, Failure> {
    let rule = here.pack.service(&state.service).and_then(|s| s.licence.as_ref()).and_then(|l| l.complaints.as_ref());
    let (Some(to), true) = (rule, state.licence.is_some()) else { return Ok(None) };
    let line = here.engine.licences().of_case(&here.pack, state.id).await?;
    Ok(line.map(|line| {
        let filter = Filter { find: line.serial.to_string(), service: Some(to.service.clone()), everywhere: true, ..Filter::default() };
        queue::list_href(here.pack.region.slug.as_str(), &filter)
    }))
}

/// The name of who wrote it, where it is known, with their post.
fn author(event: &Event, names: &BTreeMap<AccountId, String>, reader: &Reader<'_>) -> String {
    match event.actor.account.and_then(|who| names.get(&who)) {
        Some(name) => format!("{name}, {}", reader.who(&event.actor)),
        None => reader.who(&event.actor),
    }
}

fn shown(here: &Here, reader: &Reader<'_>, state: &CaseState, opinion: &Opinion) -> OpinionView {
    let (pack, lang) = (&here.pack, here.lang);
    let reads = may_read(pack, state, opinion, &here.person);
    let by = crate::lang::pick(lang, "paling lambat", "by");
    OpinionView {
        asked: opinion.asked,
        of: format!("{}, {by} {}", reader.office(Some(&opinion.agency)), words::date(opinion.due_on, lang)),
        late: opinion.given.is_none() && opinion.due_on < here.today(),
        confidential: opinion.confidential,
        question: reads.then(|| opinion.question.clone()),
        given: opinion.given.as_ref().filter(|_| reads).map(|(text, _)| text.clone()),
        may_answer: may_answer(pack, state, opinion, &here.person),
    }
}
