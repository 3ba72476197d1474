//! What officers write among themselves beside a case: notes that name colleagues, marks, and what another agency was asked and
//! answered. None of it moves the case. Its applicant reads none of it but an opinion that is not confidential.
use super::{CaseState, Event, Happening, Refusal, assign::decider, right::place};
use crate::{
    form::{Fault, Problem},
    pack::Pack,
    people::{AccountId, Actor, AgencyKey, Person, Post},
    text::Text,
    time::{Day, Instant},
};
use serde::{Deserialize, Serialize};

/// Most letters of a note, a question and an opinion.
const LETTERS: usize = 4_000;

/// An opinion that was asked of another agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// The version of the case with which it was asked: its name among the opinions of this case.
    pub asked: u32,
    /// Of whom.
    pub agency: AgencyKey,
    /// By which agency; none where by a post of the whole region.
    pub by: Option<AgencyKey>,
    /// Who asked.
    pub asker: Option<AccountId>,
    /// What.
    pub question: String,
    /// Whether only these two agencies and whoever decides read it.
    pub confidential: bool,
    /// The last day for it.
    pub due_on: Day,
    /// What was answered, and when.
    #[serde(default)]
    pub given: Option<(String, Instant)>,
}

fn missing(path: &str, id: &str, en: &str) -> Refusal {
    Refusal::Invalid { problems: vec![Problem { path: path.to_owned(), label: Text::new(id, en), fault: Fault::Missing }] }
}

pub(super) fn written(text: &str, (path, id, en): (&str, &str, &str)) -> Result<String, Refusal> {
    let text: String = text.trim().chars().take(LETTERS).collect();
    if text.is_empty() { Err(missing(path, id, en)) } else { Ok(text) }
}

/// The first post of an officer of the region, as which they write; nobody is an officer on their own case.
fn writer<'p>(pack: &'p Pack, state: &CaseState, person: &'p Person) -> Result<&'p Post, Refusal> {
    if state.is_own_of(person) {
        return Err(Refusal::OwnCase);
    }
    person.posts_in(pack.code()).next().ok_or_else(|| Refusal::NotYourRole { stage: pack.stage_label(state) })
}

/// A note for officers, with those who are told of it.
///
/// # Errors
/// [`Refusal::OwnCase`], [`Refusal::NotYourRole`]; [`Refusal::Invalid`] without words.
pub fn note(pack: &Pack, state: &CaseState, person: &Person, text: &str, mentions: Vec<AccountId>, at: Instant) -> Result<Event, Refusal> {
    let post = writer(pack, state, person)?;
    let text = written(text, ("note", "Catatan", "Note"))?;
    Ok(Event { version: state.version + 1, at, actor: Actor::officer(person.account, post), what: Happening::Noted { text, mentions } })
}

/// Marks a case with these labels and no others; `None` where it is so already.
///
/// # Errors
/// As [`note`]; [`Refusal::Invalid`] for a label that the region has not.
pub fn label(pack: &Pack, state: &CaseState, person: &Person, labels: &[String], at: Instant) -> Result<Option<Event>, Refusal> {
    let post = writer(pack, state, person)?;
    // What a case was marked with before the pack changed can be taken off.
    if let Some(unknown) = labels.iter().find(|key| pack.desk.label(key).is_none() && !state.labels.contains(key)) {
        let problem = Problem { path: unknown.clone(), label: Text::new("Label", "Label"), fault: Fault::NotInList };
        return Err(Refusal::Invalid { problems: vec![problem] });
    }
    let add: Vec<String> = labels.iter().filter(|key| !state.labels.contains(key)).cloned().collect();
    let remove: Vec<String> = state.labels.iter().filter(|key| !labels.contains(key)).cloned().collect();
    if add.is_empty() && remove.is_empty() {
        return Ok(None);
    }
    let actor = Actor::officer(person.account, post);
    Ok(Some(Event { version: state.version + 1, at, actor, what: Happening::Labelled { add, remove } }))
}

/// A question to another agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question<'q> {
    /// Of whom.
    pub agency: &'q AgencyKey,
    /// What.
    pub text: &'q str,
    /// Whether the applicant reads neither question nor answer.
    pub confidential: bool,
    /// The last day for the answer; the pack's where there is none.
    pub due_on: Option<Day>,
}

/// Asks another agency for its opinion. The case stays where it is, and its clock goes on.
///
/// # Errors
/// Those of who may not decide here; [`Refusal::Invalid`] for an agency that is not there or has the case itself, without a
/// question, or for a day that is not to come.
pub fn ask_opinion(pack: &Pack, state: &CaseState, person: &Person, question: &Question<'_>, at: Instant) -> Result<Event, Refusal> {
    let post = decider(pack, state, place(pack, state)?.stage, person)?;
    let wrong = |path: &str, id: &str, en: &str, fault| Refusal::Invalid {
        problems: vec![Problem { path: path.to_owned(), label: Text::new(id, en), fault }],
    };
    if pack.agency(&question.agency.0).is_none() || state.agency.as_ref() == Some(question.agency) {
        return Err(wrong("agency", "Perangkat daerah", "Agency", Fault::NotInList));
    }
    let text = written(question.text, ("question", "Pertanyaan", "Question"))?;
    let today = at.day(pack.zone());
    let due_on = question.due_on.unwrap_or_else(|| pack.calendar().add_workdays(today, pack.desk.opinion_days));
    if due_on < today {
        return Err(wrong("due_on", "Paling lambat", "By", Fault::PastDate));
    }
    let what = Happening::OpinionAsked { agency: question.agency.clone(), question: text, confidential: question.confidential, due_on };
    Ok(Event { version: state.version + 1, at, actor: Actor::officer(person.account, post), what })
}

/// Whether an officer may give an opinion that was asked.
#[must_use]
pub fn may_answer(pack: &Pack, state: &CaseState, opinion: &Opinion, person: &Person) -> bool {
    opinion.given.is_none() && state.is_open() && !state.is_own_of(person) && post_of(pack, opinion, person).is_some()
}

fn post_of<'p>(pack: &'p Pack, opinion: &Opinion, person: &'p Person) -> Option<&'p Post> {
    person.posts_in(pack.code()).find(|post| post.agency.as_ref() == Some(&opinion.agency))
}

/// Whether an officer reads an opinion: all do, but of a confidential one only the two agencies, who asked, and whoever decides.
#[must_use]
pub fn may_read(pack: &Pack, state: &CaseState, opinion: &Opinion, person: &Person) -> bool {
    let of = |agency: Option<&AgencyKey>| agency.is_some() && person.posts_in(pack.code()).any(|post| post.agency.as_ref() == agency);
    !opinion.confidential
        || opinion.asker == Some(person.account)
        || of(Some(&opinion.agency))
        || of(opinion.by.as_ref())
        || super::may_work(pack, state, person)
}

/// Gives the opinion that was asked with version `asked`.
///
/// # Errors
/// [`Refusal::NotYourRole`] for another agency's; [`Refusal::NotFromHere`] where none is open under that name;
/// [`Refusal::OwnCase`]; [`Refusal::Invalid`] without words.
pub fn give_opinion(pack: &Pack, state: &CaseState, person: &Person, asked: u32, text: &str, at: Instant) -> Result<Event, Refusal> {
    if state.is_own_of(person) {
        return Err(Refusal::OwnCase);
    }
    let open = state.opinions.iter().find(|o| o.asked == asked && o.given.is_none()).filter(|_| state.is_open());
    let opinion = open.ok_or_else(|| Refusal::NotFromHere { stage: pack.stage_label(state) })?;
    let post = post_of(pack, opinion, person).ok_or_else(|| Refusal::NotYourRole { stage: pack.stage_label(state) })?;
    let text = written(text, ("opinion", "Pendapat", "Opinion"))?;
    let confidential = opinion.confidential;
    let actor = Actor::officer(person.account, post);
    Ok(Event { version: state.version + 1, at, actor, what: Happening::OpinionGiven { asked, text, confidential } })
}
