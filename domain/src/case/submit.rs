//! Handing a request in, and mending it when it was returned.
use super::{Amount, CaseState, Event, Follows, Happening, Listed, Refusal, Submitted};
use crate::{
    calendar::WorkCalendar,
    comment::without_personal_parts,
    form::{Answers, Areas, Check, Documents, Form, Kind, Problem},
    judgement::{Asked, Judged, judge},
    money::Rupiah,
    number::CaseNumber,
    pack::{Pack, Service},
    people::{AccountId, Actor},
    rule::Facts,
    time::{Day, Instant},
    workflow::{Begin, Stage, Workflow},
};
use serde_json::json;

/// What is handed in.
pub struct Submission<'a> {
    /// The number that the store gave.
    pub number: CaseNumber,
    /// Whose case it is; `None` for a request made without an account.
    pub applicant: Option<AccountId>,
    /// The officer who keys it in from paper, where one does: the case is the applicant's all the same.
    pub keyed_by: Option<Actor>,
    /// The plain answers.
    pub answers: &'a Answers,
    /// The files.
    pub documents: &'a Documents,
    /// The licence that it follows, where its answers name one: the store looked it up.
    pub follows: Option<Follows>,
    /// What is asked for with it in one file, by number.
    pub together: Vec<CaseNumber>,
    /// When.
    pub at: Instant,
}

/// Checks a whole request and gives the event that begins its case. The answers in it are those given; the engine seals
/// the private ones before it stores them.
///
/// # Errors
/// [`Refusal::WindowClosed`], [`Refusal::Invalid`] with every problem of every page, or [`Refusal::BrokenRule`].
pub fn submit(pack: &Pack, service: &Service, request: &Submission<'_>) -> Result<Event, Refusal> {
    let today = request.at.day(pack.zone());
    let fiscal_year = service.taken_on(today).ok_or_else(|| Refusal::WindowClosed { next: service.next_window(today).map(|w| w.opens) })?;
    let workflow =
        service.workflow_on(today).ok_or_else(|| Refusal::BrokenRule { detail: format!("no workflow of {} on {today}", service.key) })?;
    let check = Check { form: &service.form, answers: request.answers, documents: request.documents, areas: pack as &dyn Areas, today };
    let mut problems = check.all();
    let facts = check.facts();
    problems.extend(service.broken_limits(&facts, today)?);
    if !problems.is_empty() {
        return Err(Refusal::Invalid { problems });
    }
    let judged = judged(pack, service, &facts, today)?;
    let start = start(workflow, &facts, &judged)?;
    let affair = answered(request.answers, service.lists.affair.as_ref());
    let Listed { title, organisation, district, amount } = listed(service, workflow, request.answers, &facts);
    let calendar = pack.calendar();
    let (answers, captured) = (request.answers, &Answers::default());
    let begin = Begin { today, fiscal_year, answers, captured };
    let clock = start.clock.as_ref().and_then(|c| c.start(&begin, calendar));
    let due_on = clock.as_ref().and_then(|c| c.due(calendar));
    let submitted = Submitted {
        service: service.key.clone(),
        workflow: workflow.version,
        number: request.number.clone(),
        applicant: request.applicant,
        keyed_by: request.keyed_by.as_ref().and_then(|officer| officer.account),
        answers: request.answers.clone(),
        documents: request.documents.clone(),
        title,
        organisation,
        district,
        agency: pack.holder_of(start, affair.as_deref()),
        affair,
        fiscal_year,
        amount,
        stage: start.key.clone(),
        clock,
        due_on,
        promised_on: calendar.add_workdays(today, workflow.promise_days),
        judged,
        follows: request.follows.clone(),
        together: request.together.clone(),
    };
    let actor = request.keyed_by.clone().unwrap_or_else(|| request.applicant.map_or_else(Actor::system, Actor::citizen));
    Ok(Event { version: 1, at: request.at, actor, what: Happening::Submitted(Box::new(submitted)) })
}

/// What the law makes of the answers on a day.
///
/// # Errors
/// [`Refusal::BrokenRule`] where a rule can't be evaluated.
pub(super) fn judged(pack: &Pack, service: &Service, facts: &serde_json::Value, day: Day) -> Result<Judged, Refusal> {
    if service.judges.is_empty() {
        return Ok(Judged::new());
    }
    let code = service.form.fields().find(|f| matches!(f.kind, Kind::Activity)).and_then(|f| facts.get(&f.key)?.as_str());
    let activity = code.map_or(serde_json::Value::Null, |code| pack.activity_facts(code, day));
    let asked = Asked { service: &service.key, wanted: &service.judges, answers: facts, activity: &activity };
    judge(&pack.judgements, &asked, day).map_err(|e| Refusal::BrokenRule { detail: e.0 })
}

/// The stage that a request begins at.
fn start<'w>(workflow: &'w Workflow, facts: &serde_json::Value, judged: &Judged) -> Result<&'w Stage, Refusal> {
    let broken = |detail: String| Refusal::BrokenRule { detail };
    let mut key = &workflow.start;
    if !workflow.starts.is_empty() {
        let known = Facts::of(&json!({"answers": facts, "judged": judged})).map_err(|e| broken(e.0))?;
        for other in &workflow.starts {
            if other.when.holds(&known).map_err(|e| broken(e.0))? {
                key = &other.stage;
                break;
            }
        }
    }
    workflow.stage(key).ok_or_else(|| broken(format!("no stage {key}")))
}

fn answered(answers: &Answers, key: Option<&String>) -> Option<String> {
    key.map(|k| answers.text(k).to_owned()).filter(|t| !t.is_empty())
}

/// What stands for the case in lists.
fn listed(service: &Service, workflow: &Workflow, answers: &Answers, facts: &serde_json::Value) -> Listed {
    let rupiah = service.lists.amount.as_deref().and_then(|k| facts.get(k)?.as_i64()).and_then(|n| Rupiah::try_from(n).ok());
    Listed {
        // It stands in public lists and on public papers.
        title: without_personal_parts(&answered(answers, service.lists.title.as_ref()).unwrap_or_default()),
        organisation: answered(answers, service.lists.organisation.as_ref())
            .or_else(|| service.lists.anonymous.clone())
            .unwrap_or_default(),
        district: answered(answers, service.lists.district.as_ref()),
        amount: rupiah.zip(workflow.amounts.first()).map(|(rupiah, rung)| Amount::new(&rung.key, rupiah)),
    }
}

/// Mends a returned case: the new answers and files, checked as a whole, and what changed. Only what was asked for is
/// taken; everything else stays as the office saw it, whatever comes with it.
///
/// # Errors
/// [`Refusal::NotFromHere`] where nothing was asked for, [`Refusal::Invalid`] where the answers do not hold together.
pub fn amend(
    pack: &Pack,
    service: &Service,
    state: &CaseState,
    answers: &Answers,
    documents: &Documents,
    at: Instant,
) -> Result<Event, Refusal> {
    if state.returned_from.is_none() {
        return Err(Refusal::NotFromHere { stage: pack.stage_label(state) });
    }
    let workflow = pack.workflow_of(state).ok_or_else(|| Refusal::BrokenRule { detail: format!("no workflow {}", state.workflow) })?;
    let asked = |field: &str| state.items.iter().any(|i| i.field == field);
    let answers = &Answers(answers.0.iter().filter(|(k, _)| asked(k)).map(|(k, v)| (k.clone(), v.clone())).collect());
    let kept = state.documents.0.iter().filter(|d| !asked(&d.slot));
    let documents = &Documents(kept.chain(documents.0.iter().filter(|d| asked(&d.slot))).cloned().collect());
    let mut whole = state.answers.clone();
    whole.merge(answers.clone());
    let today = at.day(pack.zone());
    let check = Check { form: &service.form, answers: &whole, documents, areas: pack as &dyn Areas, today };
    let mut problems = check.all();
    let facts = check.facts();
    problems.extend(service.broken_limits(&facts, today)?);
    // What the form asks for since the case was handed in, and nobody asked this applicant for, is no fault of theirs.
    let of = |p: &Problem| p.path.split('.').next().unwrap_or_default().to_owned();
    if problems.iter().any(|p| !asked(&of(p))) {
        let before = Check { answers: &state.answers, documents: &state.documents, ..check };
        let mut stood = before.all();
        stood.extend(service.broken_limits(&before.facts(), today)?);
        problems.retain(|p| asked(&of(p)) || !stood.contains(p));
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid { problems });
    }
    let mut changed: Vec<String> = answers.0.iter().filter(|(k, v)| state.answers.0.get(*k) != Some(v)).map(|(k, _)| k.clone()).collect();
    for slot in service.form.fields().map(|f| f.key.as_str()) {
        if !documents.of(slot).map(|d| &d.hash).eq(state.documents.of(slot).map(|d| &d.hash)) {
            changed.push(slot.to_owned());
        }
    }
    let only_changed = Answers(answers.0.iter().filter(|(k, _)| changed.contains(k)).map(|(k, v)| (k.clone(), v.clone())).collect());
    let what = Happening::Amended {
        answers: only_changed,
        documents: documents.clone(),
        changed,
        listed: listed(service, workflow, &whole, &facts),
        judged: (!service.judges.is_empty()).then(|| judged(pack, service, &facts, state.submitted_at.day(pack.zone()))).transpose()?,
    };
    let actor = state.applicant.map_or_else(Actor::system, Actor::citizen);
    Ok(Event { version: state.version + 1, at, actor, what })
}

/// The facts that a workflow's rules read: the answers, what was captured, the ladder, the case, this action's input, the
/// list that it is a part of, and which of the calendar's periods are running.
pub(super) fn known(
    service: &Service,
    pack: &Pack,
    state: &CaseState,
    input: &serde_json::Value,
    list: Option<&serde_json::Value>,
    at: Instant,
) -> serde_json::Value {
    let today = at.day(pack.zone());
    let check = Check { form: &service.form, answers: &state.answers, documents: &state.documents, areas: pack, today };
    let none = Form::default();
    let captures = pack.workflow_of(state).map_or(&none, Workflow::captures_form);
    let captured = Check { form: captures, answers: &state.captured, documents: &state.papers, ..check };
    let amounts: serde_json::Map<String, serde_json::Value> =
        state.amounts.iter().map(|a| (a.rung.clone(), json!(a.rupiah.rupiah()))).collect();
    json!({
        "answers": check.facts(), "captured": captured.facts(), "amounts": amounts, "input": input, "today": today.to_string(),
        "case": {"rounds": state.rounds, "affair": state.affair, "fiscal_year": state.fiscal_year, "stage": state.stage},
        "list": list, "calendar": pack.periods.running(&service.key, today), "judged": state.judged,
        "licence": state.licence, "fees": fees(state),
    })
}

/// What each sum gave, by its formula.
fn fees(state: &CaseState) -> serde_json::Map<String, serde_json::Value> {
    state.worked.iter().map(|w| (w.formula.clone(), json!(w.result))).collect()
}

/// The facts of a case, in the shape that rules read.
pub(super) fn facts(service: &Service, pack: &Pack, state: &CaseState, input: &serde_json::Value, at: Instant) -> Result<Facts, Refusal> {
    Facts::of(&known(service, pack, state, input, None, at)).map_err(|e| Refusal::BrokenRule { detail: e.0 })
}

/// The promise after a pause: as many working days later as the pause lasted.
pub(super) fn promise_after_pause(state: &CaseState, at: Instant, pack: &Pack, calendar: &WorkCalendar) -> Day {
    let pauses = pack.workflow_of(state).and_then(|w| w.stage(&state.stage)).is_some_and(|s| s.pauses);
    let Some(since) = state.returned_on.or(Some(state.stage_since).filter(|_| pauses)) else { return state.promised_on };
    let away = calendar.workdays_between(since.day(pack.zone()), at.day(pack.zone())).max(0);
    calendar.add_workdays(state.promised_on, u32::try_from(away).unwrap_or(0))
}
