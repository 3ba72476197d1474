//! What follows for the cases of an approved list: being entered in the budget, being decreed. It is put on record for many of
//! them at once, each in a transaction of its own: one that the rules refuse is told, and keeps no other from going on.
use super::{Lists, MOST, holds};
use crate::{
    Cases, Failure, Visitor,
    budgets::officer,
    papers::{About, Papers, said},
};
use domain::{
    case::{CaseState, Input, Refusal},
    form::{Answers, Areas, Check, Documents, Form},
    money::Rupiah,
    nominative::{ListStatus, NominativeList, Together},
    number::{CaseNumber, SerialNumber},
    pack::{Pack, Service},
    people::Person,
    time::Day,
    words::Lang,
    workflow::Action,
};
use serde_json::{Value, json};
use std::collections::HashMap;

/// What can be put on record for many cases at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// The stage at which they wait.
    pub stage: String,
    /// The action.
    pub action: String,
    /// The cases, by rank.
    pub lines: Vec<StepLine>,
}

/// One case of a step: as the page begins with it, and as it comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepLine {
    /// The case.
    pub number: CaseNumber,
    /// Its version on the page.
    pub seen: u32,
    /// Its amount, as typed.
    pub amount: String,
    /// Its line on the paper, as typed; empty where the step has none.
    pub line: String,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CarriedOn {
    /// Cases that went on.
    pub done: usize,
    /// Those that did not, and why.
    pub refused: Vec<(CaseNumber, Failure)>,
}

/// The first step that a person can take with cases of an approved list.
pub(super) fn next_step(pack: &Pack, service: &Service, list: &NominativeList, cases: &[CaseState], person: &Person) -> Option<NextStep> {
    let rule = service.nominative.as_ref().filter(|_| list.status == ListStatus::Approved)?;
    rule.together.iter().filter(|step| holds(pack, service, &step.stage, person)).find_map(|step| {
        let ranked = list.entries.iter().enumerate();
        let at_it = ranked.filter_map(|(i, entry)| Some((i, cases.iter().find(|c| c.id == entry.case && c.stage == step.stage)?)));
        let lines: Vec<_> = at_it
            .map(|(i, state)| StepLine {
                number: state.number.clone(),
                seen: state.version,
                amount: state.last_amount().map(|a| a.rupiah.to_string()).unwrap_or_default(),
                line: step.line.as_ref().map(|_| (i + 1).to_string()).unwrap_or_default(),
            })
            .collect();
        (!lines.is_empty()).then(|| NextStep { stage: step.stage.clone(), action: step.action.clone(), lines })
    })
}

/// What documents about a list are about: the list, and each paper that its cases were put on since.
pub(super) fn subjects(service: &Service, list: &NominativeList, cases: &[CaseState]) -> Vec<String> {
    let mut all = vec![format!("list:{}", list.number)];
    for step in service.nominative.iter().flat_map(|rule| &rule.together).filter(|step| step.document.is_some()) {
        let Some(action) = service.action(&step.stage, &step.action) else { continue };
        for subject in cases.iter().filter_map(|state| subject(list, step, action, &state.captured)) {
            if !all.contains(&subject) {
                all.push(subject);
            }
        }
    }
    all
}

/// The paper of these values: a list's cases may be decreed by more than one.
fn subject(list: &NominativeList, step: &Together, action: &Action, captured: &Answers) -> Option<String> {
    let number = captured.text(&step.shared(action).next()?.key);
    (!number.is_empty()).then(|| format!("list:{}:{}:{number}", list.number, step.action))
}

impl Lists {
    /// Puts a step on record for these cases of an approved list, with what is the same for all of them.
    ///
    /// # Errors
    /// [`Failure::Invalid`] where what is the same for all is wrong, [`Failure::Refused`] for whoever does not hold the stage,
    /// [`Failure::NotFound`]. What keeps one case from going on is in the result.
    pub async fn carry_on(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        number: &SerialNumber,
        stage: &str,
        shared: &Answers,
        lines: &[StepLine],
    ) -> Result<CarriedOn, Failure> {
        let person = officer(pack, visitor)?;
        let list = store::lists::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        let service = pack.service(&list.service).ok_or(Failure::NotFound)?;
        let rule = service.nominative.as_ref().filter(|_| list.status == ListStatus::Approved).ok_or(Failure::NotFound)?;
        let step = rule.together.iter().find(|step| step.stage == stage).ok_or(Failure::NotFound)?;
        let action = service.action(&step.stage, &step.action).ok_or(Failure::NotFound)?;
        if !holds(pack, service, &step.stage, person) {
            let stage = service.stage(&step.stage).map(|s| s.label.clone()).unwrap_or_default();
            return Err(Refusal::NotYourRole { stage }.into());
        }
        let form = Form::of_fields(step.shared(action).cloned().collect());
        let today = self.0.now().day(pack.zone());
        let documents = Documents::default();
        let problems = Check { form: &form, answers: shared, documents: &documents, areas: pack as &dyn Areas, today }.all();
        if !problems.is_empty() {
            return Err(Failure::Invalid { problems });
        }
        // Whoever closes the page after pressing the button does not stop the work in its middle, before the paper is issued.
        let (of, lists) = (self.0.pack_of(pack.code()).ok_or(Failure::NotFound)?, self.clone());
        let (visitor, step, shared, lines) = (visitor.clone(), step.clone(), shared.clone(), lines.to_vec());
        let work = tokio::spawn(async move { lists.carried_on(&of, &visitor, &list, &step, &shared, &lines, today).await });
        work.await.map_err(|e| Failure::unavailable("carry a list on", &e))?
    }

    #[expect(clippy::too_many_arguments, reason = "what was judged before the work began")]
    async fn carried_on(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        list: &NominativeList,
        step: &Together,
        shared: &Answers,
        lines: &[StepLine],
        today: Day,
    ) -> Result<CarriedOn, Failure> {
        let service = pack.service(&list.service).ok_or(Failure::NotFound)?;
        let action = service.action(&step.stage, &step.action).ok_or(Failure::NotFound)?;
        let most = usize::try_from(MOST).unwrap_or(usize::MAX);
        let on_it: Vec<&StepLine> = lines.iter().filter(|line| list.entries.iter().any(|e| e.number == line.number)).take(most).collect();
        let mut carried = CarriedOn::default();
        for line in on_it {
            let mut captured = shared.clone();
            captured.set(&step.amount, &line.amount);
            if let Some(key) = &step.line {
                captured.set(key, &line.line);
            }
            let input = Input { seen: line.seen, captured, ..Input::default() };
            match Cases(self.0.clone()).act(pack, visitor, &line.number, &step.action, &input).await {
                Ok(_) => carried.done += 1,
                Err(failure) => carried.refused.push((line.number.clone(), failure)),
            }
        }
        if carried.done > 0 && step.document.is_some() {
            let cases = self.0.cases_of(pack, list.id).await?;
            let mut papers = Vec::new();
            for kind in step.document.iter().chain(&step.office_document) {
                let named = |case: &CaseState| Some((case.number.clone(), self.0.named_on(pack, kind, case)?));
                let named: HashMap<CaseNumber, String> = cases.iter().filter_map(named).collect();
                papers.extend(annex(pack, service, list, step, action, shared, (&cases, today), (kind, &named)));
            }
            for about in papers {
                Papers(self.0.clone()).issue(pack, about).await?;
            }
        }
        Ok(carried)
    }
}

#[expect(clippy::too_many_arguments, reason = "what stands on one paper")]
/// The paper that names everybody who was put on record with these values, now and before.
fn annex(
    pack: &Pack,
    service: &Service,
    list: &NominativeList,
    step: &Together,
    action: &Action,
    shared: &Answers,
    (cases, today): (&[CaseState], Day),
    (kind, people): (&str, &HashMap<CaseNumber, String>),
) -> Option<About> {
    // By value: a day may be written in more ways than one.
    let paper = pack.paper(kind)?;
    let form = Form::of_fields(step.shared(action).cloned().collect());
    let documents = Documents::default();
    let values = |answers: &Answers| Check { form: &form, answers, documents: &documents, areas: pack as &dyn Areas, today }.facts();
    let wanted = values(shared);
    let same = |state: &CaseState| values(&state.captured) == wanted;
    let ranked = list.entries.iter().filter_map(|e| cases.iter().find(|c| c.id == e.case));
    let named: Vec<&CaseState> = ranked.filter(|state| state.stage != step.stage && same(state)).collect();
    let approved = |state: &CaseState| state.last_amount().map(|a| a.rupiah).unwrap_or_default();
    let total = Rupiah::total(named.iter().map(|state| approved(state))).unwrap_or(Rupiah::MAX);
    let rows: Vec<Value> = named
        .iter()
        .map(|state| {
            let district = state.district.as_deref().and_then(|d| pack.district(d)).map(|d| d.name.clone());
            json!({
                "name": people.get(&state.number).unwrap_or(&state.organisation), "address": district, "use": state.title, "amount": approved(state).to_string(),
                "note": state.number.to_string(),
            })
        })
        .collect();
    let number = shared.text(&step.shared(action).next()?.key).to_owned();
    let captured = said(pack, paper, &form, shared, today);
    let facts = json!({
        "captured": captured,
        "list": {
            "number": list.number.to_string(), "kind": service.name.get(Lang::Id), "fiscal_year": list.fiscal_year, "rows": rows,
            "total": {"figures": total.to_string(), "words": total.in_words()},
        },
    });
    Some(About {
        kind: paper.key.clone(),
        subject: subject(list, step, action, shared)?,
        facts,
        about: format!("{number} · {} · {}", service.name.get(Lang::Id), list.fiscal_year),
        amount: Some(total),
        signer: None,
    })
}
