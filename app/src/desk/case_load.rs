//! Reads a case for an officer: its answers, papers and past, and what the workflow lets this officer do now.
use super::{
    act,
    alike_load::side_by_side,
    answers::Reader,
    case_view::{CaseHead, CaseView, Decision, ItemView, OfferView, Refused, RungView},
    decision::capture::captures,
    here::{Here, number},
    kept,
    term::Left,
};
use crate::{
    components::{issued::issued_to, question::Given},
    error::AppError,
};
use domain::{
    case::{CaseState, Event, Happening, asked_items, cross_checks, may_reveal, offers, prefilled},
    form::{Areas, Check, Documents, Form, Kind},
    pack::{Pack, Service},
    people::AccountId,
    text::Text,
    words::{self, Lang},
    workflow::{Action, Effect, Needs, Stage, Workflow},
};
use engine::{Draft, Failure, Standing};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) async fn load(here: &Here, wanted: &str, refused: Option<&str>, revealed: Option<&str>) -> Result<CaseView, AppError> {
    let number = number(wanted)?;
    let opened = here.engine.cases().open(&here.pack, &here.visitor, &number).await?;
    if opened.standing != Standing::Officer {
        return Err(Failure::Forbidden.into());
    }
    let state = opened.state;
    let events = here.engine.cases().events(&here.pack, &here.visitor, &number).await?;
    let service = here.pack.service(&state.service).ok_or(Failure::NotFound)?;
    let workflow = service.workflow(state.workflow).ok_or(Failure::NotFound)?;
    let stage = workflow.stage(&state.stage).ok_or(Failure::NotFound)?;
    let reader = Reader { pack: &here.pack, lang: here.lang, today: here.today() };
    let refused = came_back(here, &state, refused).await?;
    let works = works(here, &state).await?;
    let names = here.engine.desk().names(&here.pack, &here.visitor, &named(&events)).await?;
    let aside = super::aside::load(here, &state, &events, &names).await?;
    let at_case = here.engine.cases().presence(&here.pack, &here.visitor, &state).await?;
    let hands = here.engine.cases().hands(&here.pack, &here.visitor, &state).await?;
    let ahead = here.engine.cases().ahead(&here.pack, &here.visitor, &state).await?;
    let decision = decision(here, service, &state, &works, refused.as_ref()).map(|d| Decision { ahead, ..d });
    let may_open = may_reveal(&here.pack, &state, &here.person);
    Ok(CaseView {
        head: CaseHead {
            number: number.to_string(),
            service: service.brand.clone(),
            title: state.title.clone(),
            organisation: state.organisation.clone(),
            stage: stage.label.get(here.lang).to_owned(),
            doing: stage.doing.fill(here.lang, "office", &reader.office(state.agency.as_ref())),
            left: Left::of(state.due_on, here.today(), here.pack.calendar()),
            version: state.version,
            seq: opened.seq,
        },
        facts: facts(here, service, &state, &reader),
        ladder: ladder(&here.pack, workflow, &state, here.lang),
        pages: reader.pages(service, &state),
        documents: reader.documents(service, &state, may_open),
        issued: issued_to(&here.engine, &here.pack, &here.visitor, &number, here.lang).await,
        steps: reader.steps(service, &state),
        history: reader.history(service, &state, &events, &names),
        alike: side_by_side(here, &reader, service, &state, &number).await?,
        list: on_list(here, stage, &state).await?,
        reports: super::reports::reports_of(here, &state).await?,
        moderates: here.any_role(|role| role.moderates),
        work: super::presence::work_view(here, &state, &at_case, hands),
        aside,
        here: super::presence::in_words(here, &at_case),
        waits_for: decision.is_none().then(|| waits_for(&reader, &state)),
        may_open,
        decision,
        refused,
        revealed: revealed.and_then(|id| kept::take_revealed(&here.visitor, id)),
    })
}

/// An attempt that came back, or what this officer has typed here before and not sent, as if it had. What is kept of what was typed
/// is newer than what the attempt came with: each attempt is kept too.
async fn came_back(here: &Here, state: &CaseState, id: Option<&str>) -> Result<Option<Refused>, Failure> {
    let cases = here.engine.cases();
    let back = id.and_then(|id| kept::refused(&here.visitor, id));
    if let (Some(id), Some(back)) = (id, back.as_ref().filter(|back| back.unkept)) {
        match cases.keep_typed(&here.pack, &here.visitor, &state.number, &back.typed).await {
            Ok(()) => kept::forget(id),
            Err(failure) => tracing::warn!(%failure, "what was typed could not be kept"),
        }
        return Ok(Some(back.clone()));
    }
    let mut typed = cases.typed(&here.pack, &here.visitor, state.id).await?;
    let section = typed.remove(super::typing::SECTION).unwrap_or_default();
    let action = section.strip_prefix("aksi-").unwrap_or_default().to_owned();
    Ok(match back {
        Some(back) if typed.is_empty() => Some(back),
        Some(back) => Some(Refused { typed, ..back }),
        None => (!typed.is_empty()).then(|| Refused { action, typed, restored: true, ..Refused::default() }),
    })
}

/// Those who are called by name in a case's history: who got it, who wrote a note and whom it names.
fn named(events: &[(i64, Event)]) -> Vec<AccountId> {
    let mut named = BTreeSet::new();
    for (_, event) in events {
        match &event.what {
            Happening::Assigned { to, .. } => named.extend(*to),
            Happening::Noted { mentions, .. } => named.extend(mentions.iter().copied().chain(event.actor.account)),
            _ => {}
        }
    }
    named.into_iter().collect()
}

/// The list that a case is decided with, where its stage is decided by lists.
async fn on_list(here: &Here, stage: &Stage, state: &CaseState) -> Result<Option<(String, String)>, Failure> {
    if !stage.is_by_list() {
        return Ok(None);
    }
    let base = format!("/{}/meja/daftar", here.pack.region.slug);
    let say = |id: &str, en: &str| if here.lang == Lang::Id { id } else { en }.to_owned();
    Ok(Some(match here.engine.lists().of_case(&here.pack, state).await? {
        Some(number) => (format!("{} {number}", say("Buka daftar", "Open list")), format!("{base}/{number}")),
        None => (say("Buka daftar nominatif", "Open the nominative lists"), base),
    }))
}

fn waits_for(reader: &Reader<'_>, state: &CaseState) -> String {
    match state.outcome {
        Some(outcome) => reader.outcome(outcome),
        None => reader.office(state.agency.as_ref()),
    }
}

fn facts(here: &Here, service: &Service, state: &CaseState, reader: &Reader<'_>) -> Vec<(String, String)> {
    let (pack, lang) = (&here.pack, here.lang);
    let say = |id: &str, en: &str| if lang == Lang::Id { id } else { en }.to_owned();
    let mut facts = vec![
        (say("Diajukan", "Handed in"), words::date(state.submitted_at.day(pack.zone()), lang)),
        (say("Janji putusan", "Decision promised"), words::date(state.promised_on, lang)),
        (say("Dipegang", "Held by"), reader.office(state.agency.as_ref())),
    ];
    if let Some(clock) = &state.clock {
        let used = clock.used_on(here.today(), pack.calendar());
        facts.push((say("Hari kerja terpakai", "Working days used"), format!("{used} / {}", clock.limit)));
    }
    if let Some(code) = &state.district {
        let name = pack.district(code).map_or(code.as_str(), |d| d.name.as_str());
        facts.push((pack.heading("district", lang), name.to_owned()));
    }
    if let Some(key) = &state.affair {
        let field = service.lists.affair.as_deref().and_then(|f| service.form.field(f));
        let name = match field.map(|f| &f.kind) {
            Some(Kind::Choice { options, .. }) => options.iter().find(|o| o.key == *key).map(|o| o.label.get(lang).to_owned()),
            _ => None,
        };
        facts.push((say("Bidang", "Field of affairs"), name.unwrap_or_else(|| key.clone())));
    }
    facts.push((say("Tahun anggaran", "Budget year"), state.fiscal_year.to_string()));
    if !state.together.is_empty() {
        let numbers: Vec<String> = state.together.iter().map(ToString::to_string).collect();
        facts.push((say("Satu berkas dengan", "In one file with"), numbers.join(", ")));
    }
    if state.rounds > 0 {
        facts.push((say("Dikembalikan", "Returned"), format!("{}×", state.rounds)));
    }
    facts
}

fn ladder(pack: &Pack, workflow: &Workflow, state: &CaseState, lang: Lang) -> Vec<RungView> {
    let rung = |key: &str| state.amounts.iter().find(|a| a.rung == key);
    workflow
        .amounts
        .iter()
        .map(|r| RungView {
            label: r.label.get(lang).to_owned(),
            amount: rung(&r.key).map(|a| a.rupiah.to_string()),
            set: rung(&r.key).and_then(|a| crate::components::journey::set(pack, a, lang)),
            why_more: rung(&r.key).and_then(|a| a.why_more.clone()),
        })
        .collect()
}

/// What the officer has begun to fill in, by action: files that came with an attempt that was refused.
pub(super) async fn works(here: &Here, state: &CaseState) -> Result<BTreeMap<String, Draft>, AppError> {
    let takes_files = |a: &Action| a.captures.iter().any(|f| matches!(f.kind, Kind::File { .. }));
    let stage = here.pack.workflow_of(state).and_then(|w| w.stage(&state.stage));
    let mut works = BTreeMap::new();
    for action in stage.iter().flat_map(|s| &s.actions).filter(|a| !a.by_applicant && takes_files(a)) {
        if let Some(draft) = here.engine.cases().begun(&here.pack, &here.visitor, state, &action.key).await? {
            works.insert(action.key.clone(), draft);
        }
    }
    Ok(works)
}

/// The boxes of an action, with what is known and what was given.
pub(super) fn drawn(here: &Here, state: &CaseState, action: &Action, scope: Option<&str>, work: Option<&Draft>, typed: &Refused) -> String {
    let none = Documents::default();
    let documents = work.map_or(&none, |w| &w.documents);
    let mut answers = prefilled(&here.pack, state, action, here.engine.now());
    // Rows that were typed stand above what they began with, also where all were taken out.
    for (key, rows) in act::typed_rows(&typed.typed, action) {
        answers.0.insert(key, rows);
    }
    let form = Form::of_fields(action.captures.clone());
    let facts = Check { form: &form, answers: &answers, documents, areas: &*here.pack, today: here.today() }.facts();
    let path = here.pack.service(&state.service).map(|s| s.path.clone()).unwrap_or_default();
    let files = work.map(|w| format!("/{}/{path}/ajukan/{}/berkas", here.pack.region.slug, w.id)).unwrap_or_default();
    let given = Given {
        districts: &here.pack.districts,
        activities: &here.pack.activities,
        lang: here.lang,
        today: here.today(),
        answers: &answers,
        documents,
        facts: &facts,
        files: &files,
    };
    captures(&action.captures, &action.key, scope, &given, typed)
}

fn decision(
    here: &Here,
    service: &Service,
    state: &CaseState,
    works: &BTreeMap<String, Draft>,
    refused: Option<&Refused>,
) -> Option<Decision> {
    let lang = here.lang;
    let offered: Vec<_> =
        offers(&here.pack, state, &here.person, here.engine.now()).into_iter().filter(|o| !o.action.by_applicant).collect();
    if offered.is_empty() {
        return None;
    }
    let looks = offered.iter().any(|o| o.action.checklist != Needs::Nothing);
    // What two actions would ask under one name.
    let mut asked: BTreeMap<String, u32> = BTreeMap::new();
    for offer in &offered {
        for name in names(offer.action) {
            *asked.entry(name).or_default() += 1;
        }
    }
    let returns = offered.iter().any(|o| o.action.effect == Effect::Return);
    let refuses = offered.iter().any(|o| o.action.effect == Effect::Refuse);
    let words = |text: &Text| text.get(lang).to_owned();
    let none = Refused::default();
    let typed = refused.unwrap_or(&none);
    Some(Decision {
        checklist: if looks { checklist(here, state) } else { vec![] },
        offers: offered
            .iter()
            .map(|offer| {
                let scoped = names(offer.action).iter().any(|n| asked.get(n).is_some_and(|count| *count > 1));
                OfferView {
                    key: offer.action.key.clone(),
                    label: words(&offer.action.label),
                    to: words(&offer.to.label),
                    effect: offer.action.effect,
                    captures: drawn(here, state, offer.action, scoped.then_some(&*offer.action.key), works.get(&offer.action.key), typed),
                    checks: cross_checks(&here.pack, state, offer.action, here.engine.now())
                        .into_iter()
                        .map(|(check, agrees)| (words(&check.label), agrees))
                        .collect(),
                    files: offer.action.captures.iter().any(|f| matches!(f.kind, Kind::File { .. })),
                    sets_amount: offer.action.sets_amount.is_some(),
                    scoped,
                    shortcut: offer.action.shortcut,
                    legal_base: offer.action.legal_base.clone(),
                }
            })
            .collect(),
        reasons: if refuses { service.reasons.iter().map(|r| (r.key.clone(), words(&r.label))).collect() } else { vec![] },
        fields: if returns { returnable(here, service, state) } else { vec![] },
        newest_amount: state.last_amount().map(|a| a.rupiah.to_string()),
        ahead: 0,
    })
}

/// The names under which an action asks.
fn names(action: &Action) -> Vec<String> {
    let mut names: Vec<String> = action.captures.iter().map(|f| format!("captured.{}", f.key)).collect();
    match action.effect {
        Effect::Return => names.push("items".to_owned()),
        Effect::Refuse => names.push("reason".to_owned()),
        _ => {}
    }
    if action.sets_amount.is_some() {
        names.push("why_more".to_owned());
    }
    names
}

pub(super) fn checklist(here: &Here, state: &CaseState) -> Vec<ItemView> {
    asked_items(&here.pack, state, here.engine.now())
        .into_iter()
        .map(|item| ItemView {
            key: item.key.clone(),
            label: item.label.get(here.lang).to_owned(),
            legal_base: item.legal_base.clone(),
            note_always: item.note_always,
            document: item.document.as_deref().and_then(|slot| state.documents.of(slot).next()).map(|d| d.hash.clone()),
        })
        .collect()
}

/// The form's fields that can be given back, by page: those that were asked, except what is computed.
fn returnable(here: &Here, service: &Service, state: &CaseState) -> Vec<(String, Vec<(String, String)>)> {
    let areas: &dyn Areas = &*here.pack;
    let check = Check { form: &service.form, answers: &state.answers, documents: &state.documents, areas, today: here.today() };
    check
        .pages()
        .into_iter()
        .map(|page| {
            let fields = check.asked(page).into_iter().filter(|f| !matches!(f.kind, Kind::Computed { .. }));
            let fields = fields.map(|f| (f.key.clone(), f.label.get(here.lang).to_owned())).collect::<Vec<_>>();
            (page.title.get(here.lang).to_owned(), fields)
        })
        .filter(|(_, fields)| !fields.is_empty())
        .collect()
}
