//! Nominative lists: drawing one up, trying out what fits, signing it, approving it or sending it back. Signing and approving
//! move each of its cases in the same transaction as the list, so that none is ever half approved.
mod deed;
mod together;

pub use deed::ListDeed;
pub(crate) use deed::OnList;
pub use together::{CarriedOn, NextStep, StepLine};

use crate::{Failure, Visitor, budgets::officer, open::Inner};
use domain::{
    budget::{self, Taken, Weighed},
    case::{CaseState, Refusal},
    form::Answers,
    nominative::{self, Entry, ListEvent, ListId, ListStatus, NominativeList, Standing},
    number::{CaseNumber, SerialNumber},
    pack::{Audience, Pack, Service},
    people::Person,
    text::Text,
    time::Day,
    workflow::Stage,
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// Lists.
#[derive(Clone)]
pub struct Lists(pub(crate) Arc<Inner>);

/// Most cases on one list.
pub(crate) const MOST: u32 = 500;
/// Lists shown at once.
const SHOWN: u32 = 100;

/// A list in the overview.
pub type ListRow = NominativeList;

/// A programme whose cases are approved by lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// The service's key.
    pub service: String,
    /// How many cases wait for a list, by budget year.
    pub waiting: Vec<(i32, i64)>,
    /// Whether the visitor draws up its lists.
    pub may_compose: bool,
}

/// A line of an open list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListLine {
    /// As the list has it.
    pub entry: Entry,
    /// What the case is doing now.
    pub standing: Standing,
    /// The stage that it is at, by key; empty where the region has it no more.
    pub stage: String,
}

/// A list with all that is needed to decide on it.
#[derive(Clone, Debug)]
pub struct OpenList {
    /// The list.
    pub list: NominativeList,
    /// Its lines by rank.
    pub lines: Vec<ListLine>,
    /// What was seen: goes with every decision.
    pub seen: String,
    /// Cases that wait to be put on it, where the visitor may.
    pub waiting: Vec<Entry>,
    /// How it weighs on the budget: the whole first.
    pub weighed: Vec<Weighed>,
    /// Whether the visitor draws it up.
    pub may_compose: bool,
    /// Whether the visitor approves it.
    pub may_approve: bool,
    /// What happened to it.
    pub history: Vec<ListEvent>,
    /// The persons behind its cases and those that wait, where lists name an anonymous case; sealed ones masked.
    pub people: HashMap<CaseNumber, String>,
    /// The day by which the first of its cases should be decided.
    pub due_on: Option<Day>,
    /// What the visitor can put on record for many of its cases at once.
    pub step: Option<NextStep>,
    /// Subjects of the documents about it.
    pub subjects: Vec<String>,
}

impl Lists {
    /// The region's lists, the one that changed last first, and what waits for one.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`].
    pub async fn overview(&self, pack: &Pack, visitor: &Visitor) -> Result<(Vec<Programme>, Vec<ListRow>), Failure> {
        let person = officer(pack, visitor)?;
        let mut programmes = Vec::new();
        for service in &pack.services {
            let Some(rule) = &service.nominative else { continue };
            programmes.push(Programme {
                service: service.key.clone(),
                waiting: store::lists::waiting_counts(&self.0.db, pack.code(), &service.key, &rule.stage).await?,
                may_compose: holds(pack, service, &rule.stage, person),
            });
        }
        Ok((programmes, store::lists::newest(&self.0.db, pack.code(), SHOWN).await?))
    }

    /// A list, for officers of the region.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::SignedOut`], [`Failure::Forbidden`].
    pub async fn open(&self, pack: &Pack, visitor: &Visitor, number: &SerialNumber) -> Result<OpenList, Failure> {
        let person = officer(pack, visitor)?;
        let list = store::lists::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        let service = pack.service(&list.service).ok_or(Failure::NotFound)?;
        let rule = service.nominative.as_ref().ok_or(Failure::NotFound)?;
        let cases = self.0.cases_of(pack, list.id).await?;
        let may_compose = list.status == ListStatus::Composing && holds(pack, service, &rule.stage, person);
        let approval = service.action(&rule.stage, &rule.sign).map(|a| a.to.clone()).unwrap_or_default();
        let may_approve = list.status == ListStatus::Signed && holds(pack, service, &approval, person);
        let waiting: Vec<CaseState> = if may_compose {
            let waiting = store::lists::waiting(&self.0.db, pack.code(), &service.key, &rule.stage, list.fiscal_year, MOST).await?;
            waiting.into_iter().map(|c| c.state).collect()
        } else {
            vec![]
        };
        let named = |state: &CaseState| Some((state.number.clone(), self.0.person_of(pack, service, state)?));
        let people = cases.iter().chain(&waiting).filter_map(named).collect();
        let decides =
            |state: &&CaseState| service.workflow(state.workflow).and_then(|w| w.stage(&state.stage)).is_some_and(Stage::is_by_list);
        let (budget, others) = self.budget_without(pack, &list, &cases).await?;
        let weighed = budget::weigh(&budget, &others, &amounts(&list));
        let line = |entry: &Entry| {
            let state = cases.iter().find(|c| c.id == entry.case);
            ListLine {
                standing: state.map_or(Standing::Gone, |s| nominative::standing(pack, &list, entry, s)),
                stage: state.map(|s| s.stage.clone()).unwrap_or_default(),
                entry: entry.clone(),
            }
        };
        Ok(OpenList {
            lines: list.entries.iter().map(line).collect(),
            seen: nominative::token(pack, &list, &cases),
            due_on: cases.iter().filter(decides).filter_map(|c| c.due_on).min(),
            waiting: waiting.iter().filter_map(Entry::of).collect(),
            people,
            weighed,
            may_compose,
            may_approve,
            step: together::next_step(pack, service, &list, &cases, person),
            subjects: together::subjects(service, &list, &cases),
            history: store::lists::events(&self.0.db, pack.code(), list.id).await?,
            list,
        })
    }

    /// The number of the list that a case is on, for officers.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn of_case(&self, pack: &Pack, state: &CaseState) -> Result<Option<SerialNumber>, Failure> {
        if pack.service(&state.service).is_none_or(|s| s.nominative.is_none()) {
            return Ok(None);
        }
        Ok(store::lists::of_case(&self.0.db, pack.code(), state.id).await?)
    }

    /// Begins a list of a programme's year; gives its number.
    ///
    /// # Errors
    /// [`Failure::Refused`] for people whose post draws up no lists.
    pub async fn begin(&self, pack: &Pack, visitor: &Visitor, service: &str, year: i32) -> Result<SerialNumber, Failure> {
        let person = officer(pack, visitor)?.clone();
        let rule = pack.service(service).and_then(|s| s.nominative.clone()).ok_or(Failure::NotFound)?;
        let (at, id) = (self.0.now(), ListId(self.0.id()));
        let serial_year = u16::try_from(at.day(pack.zone()).year()).unwrap_or(0);
        let number = |serial| {
            SerialNumber::new(&rule.prefix, pack.code(), serial_year, serial).map_err(|e| Failure::unavailable("number a list", &e))
        };
        // Whoever may not begin one uses up no number.
        nominative::begin(pack, service, year, number(1)?, &person, at)?;
        let (of, service) = (self.0.pack_of(pack.code()).ok_or(Failure::NotFound)?, service.to_owned());
        let prefix = rule.prefix.clone();
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    let serial = store::serials::reserve(tx, of.code(), &prefix, serial_year, 1).await?;
                    let number = SerialNumber::new(&prefix, of.code(), serial_year, serial)
                        .map_err(|e| Failure::unavailable("number a list", &e))?;
                    let event = nominative::begin(&of, &service, year, number.clone(), &person, at)?;
                    let list = NominativeList::fold(id, [&event]).ok_or(Failure::NotFound)?;
                    store::lists::commit(tx, of.code(), &event, &list).await?;
                    Ok::<_, Failure>(number)
                })
            })
            .await
    }

    /// Draws a list up: these cases in this order. `seen` is the list's version on the page.
    ///
    /// # Errors
    /// [`Failure::Refused`] with what can't be on it, [`Failure::NotFound`].
    pub async fn compose(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        number: &SerialNumber,
        seen: u32,
        ranked: &[CaseNumber],
    ) -> Result<NominativeList, Failure> {
        let person = officer(pack, visitor)?.clone();
        let list = store::lists::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        let (id, at) = (list.id, self.0.now());
        let cases = self.ranked(pack, &list, &self.0.cases_of(pack, list.id).await?, ranked).await?;
        let of = self.0.pack_of(pack.code()).ok_or(Failure::NotFound)?;
        let done = self
            .0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    let mut list = store::lists::for_update(tx, of.code(), id).await?.ok_or(Failure::NotFound)?;
                    let mut now = Vec::with_capacity(cases.len());
                    for case in &cases {
                        now.push(store::cases::for_update(tx, of.code(), case.id).await?.ok_or(Failure::NotFound)?.state);
                    }
                    let event = nominative::compose(&of, &list, seen, &now, &person, at)?;
                    list.apply(&event);
                    store::lists::commit(tx, of.code(), &event, &list).await.map_err(on_another)?;
                    Ok::<_, Failure>(list)
                })
            })
            .await?;
        Ok(done)
    }

    /// How these cases would weigh on the budget if the list were made of them; nothing is changed. With `fitting`, only
    /// those that fit, in this order: gives them too.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn try_out(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        number: &SerialNumber,
        ranked: &[CaseNumber],
        fitting: bool,
    ) -> Result<(Vec<CaseNumber>, Vec<Weighed>), Failure> {
        officer(pack, visitor)?;
        let list = store::lists::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        let on_it = self.0.cases_of(pack, list.id).await?;
        let entries: Vec<Entry> = self.ranked(pack, &list, &on_it, ranked).await?.iter().filter_map(Entry::of).collect();
        let (budget, others) = self.budget_without(pack, &list, &on_it).await?;
        let amounts: Vec<_> = entries.iter().map(|e| (e.affair.clone(), e.amount)).collect();
        let fits = if fitting { budget::fill(&budget, &others, &amounts) } else { vec![true; amounts.len()] };
        let kept: Vec<_> = entries.iter().zip(&amounts).zip(fits).filter(|(_, fits)| *fits).map(|(both, _)| both).collect();
        let amounts: Vec<_> = kept.iter().map(|(_, amount)| (*amount).clone()).collect();
        Ok((kept.iter().map(|(e, _)| e.number.clone()).collect(), budget::weigh(&budget, &others, &amounts)))
    }

    /// The cases of these numbers, in this order. Those on the list or waiting for one are read at once; any other is looked
    /// up by itself, so that what is wrong with it can be told.
    async fn ranked(
        &self,
        pack: &Pack,
        list: &NominativeList,
        on_it: &[CaseState],
        ranked: &[CaseNumber],
    ) -> Result<Vec<CaseState>, Failure> {
        if ranked.len() > usize::try_from(MOST).unwrap_or(usize::MAX) {
            return Err(Refusal::ListChanged {
                what: vec![Text::new(format!("paling banyak {MOST} pengajuan"), format!("at most {MOST} cases"))],
            }
            .into());
        }
        let (db, region) = (&self.0.db, pack.code());
        let rule = pack.service(&list.service).and_then(|s| s.nominative.as_ref()).ok_or(Failure::NotFound)?;
        let waiting = store::lists::waiting(db, region, &list.service, &rule.stage, list.fiscal_year, MOST).await?;
        let near: HashMap<&CaseNumber, &CaseState> =
            on_it.iter().chain(waiting.iter().map(|c| &c.state)).map(|state| (&state.number, state)).collect();
        let mut cases = Vec::with_capacity(ranked.len());
        for number in ranked {
            cases.push(match near.get(number) {
                Some(state) => (*state).clone(),
                None => store::cases::by_number(db, region, number).await?.ok_or(Failure::NotFound)?.state,
            });
        }
        Ok(cases)
    }

    /// The budget of a list's programme and year, and what everything but the list's cases takes of it.
    async fn budget_without(&self, pack: &Pack, list: &NominativeList, cases: &[CaseState]) -> Result<(budget::Budget, Taken), Failure> {
        let (db, region) = (&self.0.db, pack.code());
        let budget = store::budgets::of_year(db, region, list.fiscal_year).await?.remove(&list.service).unwrap_or_default();
        let mut taken = store::budgets::taken_of(db, region, &list.service, list.fiscal_year).await?;
        for case in cases {
            if let (Some(takes), Some(sum)) = (budget::taken_by(pack, case), taken.get_mut(&case.affair)) {
                *sum = sum.checked_sub(takes).unwrap_or_default();
            }
        }
        Ok((budget, taken))
    }
}

/// What the lines of a list take, by field of affairs; those that left it take nothing.
fn amounts(list: &NominativeList) -> Vec<(Option<String>, domain::money::Rupiah)> {
    let on_it: BTreeSet<_> = list.without.iter().collect();
    list.entries.iter().filter(|e| !on_it.contains(&e.number)).map(|e| (e.affair.clone(), e.amount)).collect()
}

/// Whether the person holds a stage of the service.
fn holds(pack: &Pack, service: &Service, stage: &str, person: &Person) -> bool {
    let role = service.stage(stage).and_then(|s| s.holder.role.as_deref());
    person.posts_in(pack.code()).any(|p| role == Some(p.role.0.as_str()))
}

/// A case that another list has is something that the person should hear of.
fn on_another(error: store::StoreError) -> Failure {
    match error {
        store::StoreError::Duplicate { .. } => Refusal::ListChanged {
            what: vec![Text::new("ada pengajuan yang sudah masuk daftar lain", "a case is on another list already")],
        }
        .into(),
        other => other.into(),
    }
}

impl Inner {
    /// The person behind an anonymous case, as officers may see them: masked where sealed.
    fn person_of(&self, pack: &Pack, service: &Service, state: &CaseState) -> Option<String> {
        let key = service.lists.person.as_ref()?;
        let mut answer = Answers::default();
        answer.set(key, state.answers.text(key));
        Some(self.seal(pack.code()).mask_answers(state.id.0, &service.form, &answer).text(key).to_owned())
    }

    /// The person whom a case is about, on a document for officers alone; on any other nobody is named.
    fn named_on(&self, pack: &Pack, kind: &str, state: &CaseState) -> Option<String> {
        let for_office = pack.paper(kind).is_some_and(|paper| paper.audience == Audience::Office);
        self.person_of(pack, pack.service(&state.service).filter(|_| for_office)?, state)
    }

    /// The cases of a list as they stand.
    pub(crate) async fn cases_of(&self, pack: &Pack, list: ListId) -> Result<Vec<CaseState>, Failure> {
        Ok(store::lists::cases(&self.db, pack.code(), list).await?.into_iter().map(|c| c.state).collect())
    }
}
