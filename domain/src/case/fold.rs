//! What its events make of a case.
use super::{Assignee, CaseId, CaseState, Comparison, Event, Happening, Moved, Opinion, Raised, Visit, VisitEnd};
use crate::{
    clock::StageClock,
    form::{Answers, Documents},
    licence::Licence,
    time::Day,
    workflow::Effect,
};

impl CaseState {
    /// The fold of a case's events; `None` where the first is not a submission.
    #[must_use]
    pub fn fold<'e>(id: CaseId, events: impl IntoIterator<Item = &'e Event>) -> Option<Self> {
        let mut events = events.into_iter();
        let mut state = Self::begin(id, events.next()?)?;
        for event in events {
            state.apply(event);
        }
        Some(state)
    }

    /// The state after a submission.
    #[must_use]
    pub fn begin(id: CaseId, event: &Event) -> Option<Self> {
        let Happening::Submitted(s) = &event.what else { return None };
        Some(Self {
            id,
            version: event.version,
            changed: event.version,
            service: s.service.clone(),
            workflow: s.workflow,
            number: s.number.clone(),
            applicant: s.applicant,
            keyed_by: s.keyed_by,
            submitted_at: event.at,
            title: s.title.clone(),
            organisation: s.organisation.clone(),
            district: s.district.clone(),
            affair: s.affair.clone(),
            fiscal_year: s.fiscal_year,
            stage: s.stage.clone(),
            agency: s.agency.clone(),
            stage_since: event.at,
            clock: s.clock.clone(),
            due_on: s.due_on,
            promised_on: s.promised_on,
            returned_from: None,
            returned_on: None,
            rounds: 0,
            items: vec![],
            requested: s.amount.as_ref().map(|a| a.rupiah),
            amounts: s.amount.clone().map(|a| a.set_by(event)).into_iter().collect(),
            answers: s.answers.clone(),
            documents: s.documents.clone(),
            captured: Answers::default(),
            papers: Documents::default(),
            reminded: vec![],
            refused_from: None,
            refused_by: None,
            objected: false,
            visits: vec![Visit { stage: s.stage.clone(), agency: s.agency.clone(), since: event.at, due_on: s.due_on, end: None }],
            looked: vec![],
            compared: vec![],
            recused: vec![],
            decided_by: None,
            assignee: None,
            gets_back: None,
            held_until: None,
            labels: vec![],
            words: 0,
            unanswered: None,
            raised: vec![],
            opinions: vec![],
            escalated: vec![],
            extended: 0,
            lengthened: vec![],
            extended_days: 0,
            outcome: None,
            closed_at: None,
            judged: s.judged.clone(),
            follows: s.follows.clone(),
            together: s.together.clone(),
            licence: None,
            worked: vec![],
            team: vec![],
            deciders: vec![],
        })
    }

    /// One event further. Pure: the same events give the same state, whatever the day or the pack.
    pub fn apply(&mut self, event: &Event) {
        self.version = event.version;
        if event.changes_the_case() {
            self.changed = event.version;
        }
        match &event.what {
            Happening::Submitted(_) => {}
            Happening::Revealed { field } => {
                let look = event.actor.account.map(|who| (who, field.clone())).filter(|look| !self.looked.contains(look));
                self.looked.extend(look);
            }
            Happening::Compared { other, double, reason } => {
                self.compared.retain(|c| c.other != *other);
                let by = (event.actor.role.clone(), event.at);
                self.compared.push(Comparison { other: other.clone(), double: *double, reason: reason.clone(), by });
            }
            Happening::Assigned { to, until, .. } => self.assignee = to.map(|account| Assignee { account, until: *until }),
            Happening::Held { until, .. } => self.held_until = *until,
            Happening::Noted { .. } => {}
            Happening::Said { .. } => {
                self.words += 1;
                // The first that waits counts: whoever asks twice has waited since the first.
                self.unanswered = if event.actor.role.is_some() { None } else { self.unanswered.or(Some(event.at)) };
            }
            Happening::Labelled { add, remove } => {
                self.labels.retain(|label| !remove.contains(label));
                self.labels.extend(add.iter().cloned());
            }
            Happening::OpinionAsked { agency, question, confidential, due_on } => self.opinions.push(Opinion {
                asked: event.version,
                agency: agency.clone(),
                by: event.actor.agency.clone(),
                asker: event.actor.account,
                question: question.clone(),
                confidential: *confidential,
                due_on: *due_on,
                given: None,
            }),
            Happening::OpinionGiven { asked, text, .. } => {
                for opinion in self.opinions.iter_mut().filter(|o| o.asked == *asked) {
                    opinion.given = Some((text.clone(), event.at));
                }
            }
            Happening::Escalated { step, .. } => self.escalated.push(step.clone()),
            Happening::Extended { clock, due_on, promised_on, days, .. } => {
                self.extended += 1;
                self.extended_days += days;
                // With more days to go, what was said of the end may be said again.
                self.escalated.clear();
                self.promised_on = *promised_on;
                self.term(clock, *due_on);
            }
            Happening::Lengthened { day, clock, due_on, .. } => {
                self.lengthened.push(*day);
                self.term(clock, *due_on);
            }
            Happening::Reminded { timer, .. } => {
                self.reminded.push(timer.clone());
                if let Some(licence) = self.licence.as_mut().filter(|_| self.outcome.is_some()) {
                    licence.told.push(timer.clone());
                }
            }
            Happening::Rescheduled { clock, due_on, promised_on } => {
                self.clock.clone_from(clock);
                self.due_on = *due_on;
                self.promised_on = *promised_on;
            }
            Happening::Reversioned { to, clock, due_on, promised_on, .. } => {
                self.workflow = *to;
                self.promised_on = *promised_on;
                self.term(clock, *due_on);
            }
            Happening::Amended { answers, documents, listed, judged, .. } => {
                self.answers.merge(answers.clone());
                if let Some(judged) = judged {
                    self.judged.clone_from(judged);
                }
                self.documents = documents.clone();
                self.title.clone_from(&listed.title);
                self.organisation.clone_from(&listed.organisation);
                self.district.clone_from(&listed.district);
                self.requested = listed.amount.as_ref().map(|a| a.rupiah);
                // In its place: the later rungs were judged after it.
                if let Some(amount) = &listed.amount
                    && let Some(rung) = self.amounts.iter_mut().find(|a| a.rung == amount.rung)
                {
                    *rung = amount.clone().set_by(event);
                }
            }
            Happening::Moved(moved) => self.moved(event, moved),
        }
    }

    /// The stage's term is another one.
    fn term(&mut self, clock: &Option<StageClock>, due_on: Option<Day>) {
        self.clock.clone_from(clock);
        self.due_on = due_on;
        if let Some(visit) = self.visits.last_mut() {
            visit.due_on = due_on;
        }
    }

    fn moved(&mut self, event: &Event, moved: &Moved) {
        self.raised.extend(moved.raises.iter().map(|flag| Raised {
            flag: flag.clone(),
            at: event.at,
            stage: moved.from.clone(),
            by: event.actor.account.filter(|_| event.actor.role.is_some()),
        }));
        if moved.effect == Effect::Note {
            self.captured.merge(moved.captured.clone());
            self.papers.0.extend(moved.documents.0.iter().cloned());
            if let Some(aside) = event.actor.account.filter(|_| moved.recuses) {
                self.recused.push(aside);
                // Whoever stands aside keeps it from nobody.
                self.assignee = self.assignee.filter(|a| a.account != aside);
                self.gets_back = self.gets_back.filter(|who| *who != aside);
            }
            return;
        }
        if let Some(visit) = self.visits.last_mut() {
            visit.end = Some(VisitEnd {
                at: event.at,
                action: moved.action.clone(),
                effect: moved.effect,
                reason: moved.reason.clone(),
                note: moved.public_note.clone(),
                items: moved.items.clone(),
                amount: moved.amount.clone(),
                used: moved.left_clock.as_ref().map(|c| (c.used, c.limit)),
            });
        }
        match moved.effect {
            Effect::Return => {
                self.returned_from = Some((self.stage.clone(), self.agency.clone(), moved.left_clock.clone()));
                self.returned_on = Some(event.at);
                self.rounds += 1;
                self.items = moved.items.clone();
            }
            _ => {
                self.returned_from = None;
                self.returned_on = None;
                self.items.clear();
            }
        }
        match moved.effect {
            // The first of a row of refusals is the one that decided; the others carry it out.
            Effect::Refuse if self.refused_from.is_none() => {
                self.refused_from = Some(moved.from.clone());
                self.refused_by = event.actor.account;
            }
            Effect::Object => self.objected = true,
            Effect::Back | Effect::Reopen => (self.refused_from, self.refused_by) = (None, None),
            _ => {}
        }
        (self.assignee, self.gets_back) = match moved.effect {
            // Who asked for the correction sees whether it was made.
            Effect::Return => (None, event.actor.account.filter(|_| event.actor.role.is_some())),
            Effect::Resubmit => (self.gets_back.map(|account| Assignee { account, until: None }), None),
            _ => (None, None),
        };
        self.held_until = None;
        self.escalated.clear();
        self.extended = 0;
        self.lengthened.clear();
        self.reminded.clear();
        self.looked.clear();
        self.answers.merge(moved.amended.clone());
        self.papers.0.retain(|old| moved.documents.of(&old.slot).next().is_none());
        self.papers.0.extend(moved.documents.0.iter().cloned());
        if event.actor.role.is_some()
            && let Some(account) = event.actor.account
        {
            self.decided_by = Some((account, moved.from.clone()));
            let there = (account, moved.from.clone());
            if !self.deciders.contains(&there) {
                self.deciders.push(there);
            }
        }
        self.captured.merge(moved.captured.clone());
        if let Some(amount) = &moved.amount {
            self.amounts.retain(|a| a.rung != amount.rung);
            self.amounts.push(amount.clone().set_by(event));
        }
        if let Some(affair) = &moved.affair {
            self.affair = Some(affair.clone());
        }
        if let Some(marked) = &moved.licence {
            // What was objected to before was another decision: each one that changes how a licence stands can be objected to.
            self.objected = false;
            let known = self.licence.take();
            self.licence = match (known, marked.term) {
                (Some(licence), None) => Some(Licence { status: marked.status, since: marked.since, ..licence }),
                (told, term) => Some(Licence {
                    status: marked.status,
                    since: marked.since,
                    from: term.map_or(marked.since, |t| t.from),
                    until: term.and_then(|t| t.until),
                    told: told.map(|l| l.told).unwrap_or_default(),
                }),
            };
        }
        if !moved.team.is_empty() {
            self.team.clone_from(&moved.team);
        }
        if let Some(worked) = moved.worked.as_deref() {
            self.worked.retain(|w| w.formula != worked.formula);
            self.worked.push(worked.clone());
        }
        self.stage = moved.to.clone();
        self.agency = moved.agency.clone();
        self.stage_since = event.at;
        self.clock = moved.clock.clone();
        self.due_on = moved.due_on;
        self.promised_on = moved.promised_on;
        self.outcome = moved.outcome;
        self.closed_at = moved.outcome.map(|_| event.at);
        self.visits.push(Visit { stage: moved.to.clone(), agency: moved.agency.clone(), since: event.at, due_on: moved.due_on, end: None });
    }
}
