//! Moving a case: what may be done now, and the events that an act gives.
use super::{
    Amount, CaseState, Event, Happening, Input, Moved, Outcome, Refusal, ReturnItem, Skipped, arrive, asked_items,
    assign::no_reason,
    compare, conditions, measure, prefill,
    right::{Place, is_elsewhere, place, right},
    submit,
};
use crate::{
    clock::StageClock,
    form::{Answers, Areas, Check, Document, Documents, Fault, Form, Problem, Taken},
    formula::{FormulaError, Worked},
    money::Rupiah,
    pack::Pack,
    people::{AccountId, Person},
    rule::{Facts, Rule},
    text::Text,
    time::{Day, Instant},
    workflow::{Action, Effect, Stage, StageKind, Workflow},
};
use serde_json::json;

/// An action that the workflow offers to a person now.
pub struct Offer<'p> {
    /// The action.
    pub action: &'p Action,
    /// Where it leads.
    pub to: &'p Stage,
}

/// The captured field that carries a rung's amount.
const AMOUNT: &str = "amount";

/// What the workflow offers this person now; empty where they have no right here.
#[must_use]
pub fn offers<'p>(pack: &'p Pack, state: &CaseState, person: &Person, at: Instant) -> Vec<Offer<'p>> {
    let Ok(here) = place(pack, state) else { return vec![] };
    let facts = submit::facts(here.service, pack, state, &json!({}), at).ok();
    let offered = |rule: &Rule| facts.as_ref().is_some_and(|facts| rule.holds(facts).unwrap_or(false));
    let rounds_left = state.rounds < here.workflow.return_rounds;
    here.stage
        .actions
        .iter()
        .filter(|a| !a.by_list && right(pack, state, here.stage, a, person).is_ok() && !is_elsewhere(state, a, person, at))
        .filter(|a| a.effect != Effect::Return || rounds_left && may_return(pack, state, here.stage, a, at.day(pack.zone())).is_ok())
        .filter(|a| a.effect != Effect::Object || may_object(state, at.day(pack.zone())).is_ok())
        .filter(|a| a.show_if.as_ref().is_none_or(offered))
        .filter_map(|action| Some(Offer { action, to: target(here.workflow, state, action)? }))
        .collect()
}

/// Whether the applicant may still object to a refusal: once, and within the term.
fn may_object(state: &CaseState, today: Day) -> Result<(), Refusal> {
    match state.due_on {
        _ if state.objected => Err(Refusal::ObjectedBefore),
        Some(until) if today > until => Err(Refusal::TooLate { until }),
        _ => Ok(()),
    }
}

/// Whether the stage may still send the case back by this action.
fn may_return(pack: &Pack, state: &CaseState, stage: &Stage, action: &Action, today: Day) -> Result<(), Refusal> {
    let Some(rule) = stage.returns.as_ref().filter(|_| !action.beyond_returns) else { return Ok(()) };
    let sent = state.visits.iter().filter(|v| v.stage == stage.key && v.end.as_ref().is_some_and(|e| e.effect == Effect::Return)).count();
    if sent >= rule.most as usize {
        return Err(Refusal::ReturnedBefore { most: rule.most, legal_base: rule.legal_base.clone() });
    }
    let gone = state.clock.as_ref().is_some_and(|clock| {
        u64::from(clock.used_on(today, pack.calendar())) * 100 > u64::from(clock.limit) * u64::from(rule.until_percent)
    });
    if gone { Err(Refusal::TooLateToReturn { legal_base: rule.legal_base.clone() }) } else { Ok(()) }
}

/// Why an older case is passed over; nothing where none is.
fn skipped(stage: &Stage, input: &Input) -> Result<Option<Skipped>, Refusal> {
    if !stage.in_order || input.ahead == 0 {
        return Ok(None);
    }
    let reason = input.why_first.as_deref().map(str::trim).filter(|r| !r.is_empty());
    let reason = reason.ok_or(Refusal::OutOfOrder { ahead: input.ahead })?;
    Ok(Some(Skipped { ahead: input.ahead, reason: reason.to_owned() }))
}

/// Those who were drawn, where the action draws some.
fn drawn(action: &Action, input: &Input) -> Result<Vec<AccountId>, Refusal> {
    match &action.draws {
        None => Ok(vec![]),
        Some(rule) if input.team.len() == rule.count as usize => Ok(input.team.clone()),
        Some(rule) => Err(Refusal::NoTeam { needed: rule.count }),
    }
}

/// The sum that the action does, with what is captured now standing above what was captured before.
fn worked(pack: &Pack, action: &Action, known: &serde_json::Value, today: Day) -> Result<Option<Box<Worked>>, Refusal> {
    let Some(key) = &action.assesses else { return Ok(None) };
    let formula = pack.formula(key).ok_or_else(|| Refusal::BrokenRule { detail: format!("no formula {key}") })?;
    let mut known = known.clone();
    let entered = known.get("input").cloned();
    if let (Some(captured), Some(serde_json::Value::Object(entered))) = (known.get_mut("captured"), entered)
        && let Some(captured) = captured.as_object_mut()
    {
        captured.extend(entered);
    }
    formula.work(&known, today).map(|w| Some(Box::new(w))).map_err(|e| match e {
        FormulaError::Missing { label, .. } => Refusal::NoSum { what: label },
        FormulaError::NotInTable { value, .. } => Refusal::NoSum { what: Text::new(&value, &value) },
        FormulaError::NoVersion { .. } | FormulaError::Sum(_) => Refusal::BrokenRule { detail: e.to_string() },
    })
}

fn target<'p>(workflow: &'p Workflow, state: &CaseState, action: &Action) -> Option<&'p Stage> {
    match (action.effect, &state.returned_from) {
        (Effect::Resubmit, Some((from, _, _))) => workflow.stage(from),
        (Effect::Reopen, _) => workflow.stage(state.refused_from.as_ref()?),
        _ => workflow.stage(&action.to),
    }
}

/// One act on a case: its event, or the refusal that names the rule.
///
/// # Errors
/// Any [`Refusal`] but those of a submission.
pub fn act(pack: &Pack, state: &CaseState, person: &Person, action: &str, input: &Input, at: Instant) -> Result<Event, Refusal> {
    let here = place(pack, state)?;
    let Some(action) = here.stage.actions.iter().find(|a| a.key == action) else {
        return Err(if state.is_as_seen(input.seen) {
            Refusal::NotFromHere { stage: here.stage.label.clone() }
        } else {
            stale(state, input)
        });
    };
    let actor = right(pack, state, here.stage, action, person)?;
    if input.list.is_none() && is_elsewhere(state, action, person, at) {
        return Err(Refusal::TakenBy);
    }
    if action.by_list && input.list.is_none() {
        return Err(Refusal::OnlyByList);
    }
    if !state.is_as_seen(input.seen) {
        return Err(stale(state, input));
    }
    let to = target(here.workflow, state, action).ok_or_else(|| Refusal::BrokenRule { detail: format!("no stage {}", action.to) })?;
    let today = at.day(pack.zone());
    if action.effect == Effect::Object {
        may_object(state, today)?;
    }
    let captures = Form::of_fields(action.captures.clone());
    let captured = &prefill::enforced(pack, state, action, input, at);
    let check = Check { form: &captures, answers: captured, documents: &input.documents, areas: pack as &dyn Areas, today };
    let mut problems = check.all();
    problems.extend(prefill::differing(pack, state, action, captured, at));
    if !problems.is_empty() {
        return Err(Refusal::Invalid { problems });
    }
    let entered = check.facts();
    let known = submit::known(here.service, pack, state, &entered, input.list.as_ref(), at);
    let facts = Facts::of(&known).map_err(|e| Refusal::BrokenRule { detail: e.0 })?;
    conditions::guard(action, &facts)?;
    conditions::agreed(action, &facts)?;
    compare::compared(state, action, input)?;
    conditions::checklist(&asked_items(pack, state, at), action, input)?;
    let items = returned_items(pack, &here, state, action, input, today)?;
    if action.effect == Effect::Refuse && !input.reason.as_deref().is_some_and(|r| here.service.reasons.iter().any(|known| known.key == r))
    {
        return Err(Refusal::NoReason);
    }
    let skipped = skipped(here.stage, input)?;
    let team = drawn(action, input)?;
    let worked = worked(pack, action, &known, today)?;
    let amount = amount(&here, state, action, input, &entered)?;
    let affair = action.sets_affair.as_deref().map(|f| captured.text(f).to_owned()).filter(|a| !a.is_empty());
    let calendar = pack.calendar();
    if action.effect == Effect::Note {
        let note = Moved {
            captured: captured.clone(),
            documents: own_documents(&captures, input),
            public_note: noted(input),
            recuses: action.recuses,
            raises: action.raises.iter().cloned().collect(),
            written_at: written(state, input, at),
            ..Moved::in_place(state, &action.key)
        };
        return Ok(Event { version: state.version + 1, at, actor, what: Happening::Moved(Box::new(note)) });
    }
    let (measured, far) = match &action.measures {
        Some(rule) => measure::measured(rule, input.declared, captured, &input.documents),
        None => (vec![], vec![]),
    };
    let raises: Vec<String> = action.raises.iter().cloned().chain(far).collect();
    let left_clock = state.clock.as_ref().map(|c| c.pause(today, calendar));
    let clock = match (&state.returned_from, action.effect) {
        (Some((_, _, paused)), Effect::Resubmit) => paused.as_ref().map(|c| c.resume(today)),
        _ => {
            let mut all = state.captured.clone();
            all.merge(captured.clone());
            let clock = arrive::clock(pack, state, to, &all, today);
            // Where every part has a day of its own, the term ends with the latest of them; else it is the stage's, or longer.
            let days = items.iter().map(|i| i.due_on).collect::<Option<Vec<_>>>().unwrap_or_default();
            let latest = items.iter().filter_map(|i| i.due_on).max().map(|last| calendar.workdays_between(today, last));
            let latest = latest.and_then(|days| u32::try_from(days).ok()).unwrap_or(0);
            clock.map(|c| StageClock { limit: if days.is_empty() { c.limit.max(latest) } else { latest }, ..c })
        }
    };
    let agency = match (&state.returned_from, action.effect) {
        (Some((_, agency, _)), Effect::Resubmit) => agency.clone(),
        _ => pack.holder_of(to, affair.as_deref().or(state.affair.as_deref())),
    };
    let moved = Moved {
        action: action.key.clone(),
        from: state.stage.clone(),
        to: to.key.clone(),
        effect: action.effect,
        captured: captured.clone(),
        documents: own_documents(&captures, input),
        amended: amended(state, action, captured),
        checklist: input.checklist.clone(),
        items,
        reason: (action.effect == Effect::Refuse).then(|| input.reason.clone()).flatten(),
        public_note: noted(input),
        amount,
        affair,
        agency,
        left_clock,
        due_on: clock.as_ref().and_then(|c| c.due(calendar)),
        clock,
        promised_on: submit::promise_after_pause(state, at, pack, calendar),
        outcome: outcome(to.kind),
        recuses: false,
        raises,
        measured,
        written_at: written(state, input, at),
        licence: arrive::marked(pack, state, to, today),
        worked,
        team,
        skipped,
    };
    Ok(Event { version: state.version + 1, at, actor, what: Happening::Moved(Box::new(moved)) })
}

/// When an act was written, where that can be: since the case came to the stage, and before it was sent. A device's clock that says
/// anything else says nothing.
fn written(state: &CaseState, input: &Input, at: Instant) -> Option<Instant> {
    input.written_at.filter(|written| (state.stage_since..=at).contains(written))
}

/// The files of the action's own boxes. Where a picture was taken is as private as what its applicant said of the place: what is kept of
/// it is how far away that was.
fn own_documents(captures: &Form, input: &Input) -> Documents {
    let own = input.documents.0.iter().filter(|d| captures.field(&d.slot).is_some());
    let kept = |d: &Document| Document { taken: d.taken.clone().map(|taken| Taken { point: None, ..taken }), ..d.clone() };
    Documents(own.map(kept).collect())
}

fn noted(input: &Input) -> Option<String> {
    input.public_note.clone().map(|n| n.trim().to_owned()).filter(|n| !n.is_empty())
}

fn stale(state: &CaseState, input: &Input) -> Refusal {
    Refusal::Stale { seen: input.seen, now: state.version }
}

pub(super) fn outcome(kind: StageKind) -> Option<Outcome> {
    match kind {
        StageKind::Work | StageKind::Applicant => None,
        StageKind::Done => Some(Outcome::Done),
        StageKind::Refused => Some(Outcome::Refused),
        StageKind::Withdrawn => Some(Outcome::Withdrawn),
        StageKind::Lapsed => Some(Outcome::Lapsed),
    }
}

/// The answers that the action changes: what was captured under their keys, now or on the way here.
fn amended(state: &CaseState, action: &Action, captured: &Answers) -> Answers {
    let newest = |key: &String| captured.0.get(key).or_else(|| state.captured.0.get(key)).cloned();
    Answers(action.amends.iter().filter_map(|key| Some((key.clone(), newest(key)?))).collect())
}

fn returned_items(
    pack: &Pack,
    here: &Place<'_>,
    state: &CaseState,
    action: &Action,
    input: &Input,
    today: Day,
) -> Result<Vec<ReturnItem>, Refusal> {
    if action.effect != Effect::Return {
        return Ok(vec![]);
    }
    if let Some(past) = input.items.iter().find(|i| i.due_on.is_some_and(|day| day <= today)) {
        let label = here.service.form.field(&past.field).map_or_else(Text::default, |f| f.label.clone());
        return Err(Refusal::Invalid { problems: vec![Problem { path: past.field.clone(), label, fault: Fault::PastDate }] });
    }
    if state.rounds >= here.workflow.return_rounds {
        return Err(Refusal::RoundsUsed { most: here.workflow.return_rounds });
    }
    may_return(pack, state, here.stage, action, today)?;
    if action.beyond_returns && noted(input).is_none() {
        return Err(no_reason());
    }
    let items: Vec<_> = input
        .items
        .iter()
        .filter(|asked| !asked.reason.trim().is_empty())
        .filter_map(|asked| {
            here.service.form.field(&asked.field).map(|f| ReturnItem {
                field: asked.field.clone(),
                label: f.label.clone(),
                reason: asked.reason.trim().to_owned(),
                due_on: asked.due_on,
            })
        })
        .collect();
    if items.is_empty() { Err(Refusal::NothingToMend) } else { Ok(items) }
}

/// Amounts can only fall along the chain unless a reason is written (dossier R10): each is held beside the rung before it,
/// also where a case has come back and later rungs are there already.
fn amount(
    here: &Place<'_>,
    state: &CaseState,
    action: &Action,
    input: &Input,
    entered: &serde_json::Value,
) -> Result<Option<Amount>, Refusal> {
    let Some(rung) = &action.sets_amount else { return Ok(None) };
    let Some(rupiah) = entered.get(AMOUNT).and_then(serde_json::Value::as_i64).and_then(|n| Rupiah::try_from(n).ok()) else {
        return Ok(None);
    };
    let ladder = here.workflow.amounts.iter().take_while(|r| r.key != *rung);
    let before = ladder.filter_map(|r| state.amount(&r.key)).last();
    let why_more = input.why_more.clone().map(|w| w.trim().to_owned()).filter(|w| !w.is_empty());
    match before {
        Some(from) if rupiah > from && why_more.is_none() => Err(Refusal::AmountRises { from, to: rupiah }),
        _ => Ok(Some(Amount { why_more, ..Amount::new(rung, rupiah) })),
    }
}
