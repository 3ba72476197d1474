//! Reads a batch in the reader's words, with the boxes of the deed that was chosen for it.
use super::{DEED, deed};
use crate::{
    citizen::typed::Typed,
    components::question::Given,
    desk::{act_form, case_view::Refused, decision::capture::captures as draw_captures, here::Here},
    error::AppError,
    lang::pick,
    server::Flash,
};
use domain::{
    batch::Deed,
    form::{Answers, Documents},
    words,
    workflow::{Action, Effect},
};
use engine::{BatchLine, Failure, OpenBatch, Possible};
use uuid::Uuid;

/// A batch, ready to be drawn.
pub(super) struct BatchView {
    pub(super) region: String,
    pub(super) id: String,
    /// The list that it was chosen from.
    pub(super) query: String,
    /// How many cases that list had, where not all of them are in it.
    pub(super) of: Option<i64>,
    pub(super) stand: Stand,
    pub(super) lines: Vec<Line>,
    /// What was just said about it.
    pub(super) said: Option<String>,
    pub(super) typed: Typed,
}

/// How far it is.
pub(super) enum Stand {
    /// Something is to be chosen for it.
    Open(Vec<Choice>),
    /// A deed was chosen: its boxes.
    Asks(Box<Asks>),
    /// It is ordered, and can be undone for so many seconds.
    Waits { what: String, seconds: i64 },
    /// It runs, or has ended.
    Runs { what: String, ended: bool },
    /// It was undone.
    Undone { what: String },
}

/// A deed that can be chosen: word, label, to how many cases.
pub(super) struct Choice {
    pub(super) word: String,
    pub(super) label: String,
    /// Where it is done: service and stage.
    pub(super) place: String,
    pub(super) n: usize,
}

/// What a deed asks.
pub(super) struct Asks {
    pub(super) choice: Choice,
    /// The boxes of an action, drawn.
    pub(super) captures: String,
    /// Reasons of a refusal: code and words.
    pub(super) reasons: Vec<(String, String)>,
    /// To whom: account and name with how many of the cases they may have.
    pub(super) colleagues: Vec<(String, String)>,
    /// First and last day of a hold.
    pub(super) days: Option<(String, String)>,
    pub(super) bad: bool,
    /// What is wrong, by the names of the boxes.
    pub(super) problems: Vec<(String, String)>,
}

/// A case of it.
pub(super) struct Line {
    pub(super) number: String,
    pub(super) name: String,
    pub(super) place: String,
    pub(super) done: Option<Result<(), String>>,
}

pub(super) async fn load(
    region: String,
    id: String,
    chosen: Option<String>,
    said: Option<String>,
    typed: Option<String>,
) -> Result<BatchView, AppError> {
    let here = Here::of_page(&region)?;
    let id = id.parse::<Uuid>().map_err(|_| Failure::NotFound)?;
    let OpenBatch { batch, lines, possible } = here.engine.cases().batches().open(&here.pack, &here.visitor, id).await?;
    let typed = Typed::kept(typed.as_deref());
    let what = batch.deed.as_ref().map(|deed| in_words(&here, deed)).unwrap_or_default();
    let now = here.engine.now();
    let stand = match (batch.undone_at, batch.runs_at, batch.ended_at) {
        (Some(_), _, _) => Stand::Undone { what },
        (None, Some(_), Some(_)) => Stand::Runs { what, ended: true },
        (None, Some(at), None) if now < at => Stand::Waits { what, seconds: (at.millis() - now.millis()).div_euclid(1_000) + 1 },
        (None, Some(_), None) => Stand::Runs { what, ended: false },
        (None, None, _) => open(&here, &possible, chosen.as_deref().or(Some(typed.text(DEED)).filter(|w| !w.is_empty())), &typed),
    };
    let all = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    Ok(BatchView {
        id: id.to_string(),
        query: batch.query,
        of: Some(batch.found).filter(|found| *found > all),
        stand,
        lines: lines.into_iter().map(|line| shown(&here, line)).collect(),
        said: said.as_deref().and_then(Flash::get),
        typed,
        region,
    })
}

fn shown(here: &Here, line: BatchLine) -> Line {
    Line {
        number: line.number.to_string(),
        place: place(here, &line.service, &line.stage),
        name: if line.organisation.is_empty() { line.title } else { line.organisation },
        done: line.done.map(|done| done.map_err(|why| why.get(here.lang).to_owned())),
    }
}

fn place(here: &Here, service: &str, stage: &str) -> String {
    let known = here.pack.service(service);
    let stage = known.and_then(|s| s.stage(stage)).map_or(stage, |s| s.label.get(here.lang));
    format!("{} · {stage}", known.map_or(service, |s| s.name.get(here.lang)))
}

fn action<'h>(here: &'h Here, service: &str, stage: &str, action: &str) -> Option<&'h Action> {
    here.pack.service(service)?.action(stage, action)
}

/// What can be done, or what the chosen deed asks.
fn open(here: &Here, possible: &Possible, chosen: Option<&str>, typed: &Typed) -> Stand {
    let choices = choices(here, possible);
    let Some(choice) = chosen.and_then(|word| choices.iter().position(|c| c.word == word)) else { return Stand::Open(choices) };
    let choice = choices.into_iter().nth(choice);
    match choice {
        Some(choice) => Stand::Asks(Box::new(asks(here, possible, choice, typed))),
        None => Stand::Open(vec![]),
    }
}

fn choices(here: &Here, possible: &Possible) -> Vec<Choice> {
    let say = |id, en| pick(here.lang, id, en).to_owned();
    let mut choices: Vec<Choice> = vec![];
    for ((service, stage, key), n) in &possible.actions {
        let Some(action) = action(here, service, stage, key) else { continue };
        choices.push(Choice {
            word: deed::act((service, stage, key)),
            label: action.label.get(here.lang).to_owned(),
            place: place(here, service, stage),
            n: *n,
        });
    }
    let desk = |word: &str, label: String, n: usize| Choice { word: word.to_owned(), label, place: String::new(), n };
    let given = possible.colleagues.iter().map(|(_, _, n)| *n).max().unwrap_or(0);
    choices.extend(
        [
            desk(deed::TAKE, say("Ambil untuk saya kerjakan", "Take them to work on"), possible.works),
            desk(deed::HAND_OVER, say("Serahkan kepada rekan", "Give them to a colleague"), given),
            desk(deed::LET_GO, say("Kembalikan ke antrean", "Give them back to the desk"), possible.mine),
            desk(deed::HOLD, say("Tunda sampai tanggal tertentu", "Put them aside until a day"), possible.works),
            desk(deed::RESUME, say("Lanjutkan yang ditunda", "Go on with what was put aside"), possible.held),
        ]
        .into_iter()
        .filter(|choice| choice.n > 0),
    );
    choices
}

fn asks(here: &Here, possible: &Possible, choice: Choice, typed: &Typed) -> Asks {
    let (captures, problems) = (String::new(), typed.problems.clone());
    let mut asks = Asks { captures, reasons: vec![], colleagues: vec![], days: None, bad: false, problems, choice };
    if let Some((service, stage, key)) = deed::acted(&asks.choice.word)
        && let Some(action) = action(here, service, stage, key)
    {
        let refused = Refused {
            action: action.key.clone(),
            problems: typed.problems.clone(),
            typed: typed.pairs.iter().cloned().collect(),
            ..Refused::default()
        };
        let given = Given {
            districts: &here.pack.districts,
            activities: &here.pack.activities,
            lang: here.lang,
            today: here.today(),
            answers: &Answers::default(),
            documents: &Documents::default(),
            facts: &serde_json::Value::Null,
            files: "",
        };
        for (path, _) in &mut asks.problems {
            if action.captures.iter().any(|field| path.split('.').next() == Some(field.key.as_str())) {
                *path = act_form::captured(path, None);
            }
        }
        asks.captures = draw_captures(&action.captures, &action.key, None, &given, &refused);
        asks.bad = matches!(action.effect, Effect::Refuse | Effect::Lapse | Effect::Withdraw);
        let reasons = here.pack.service(service).filter(|_| action.effect == Effect::Refuse).map(|s| &s.reasons);
        asks.reasons = reasons.into_iter().flatten().map(|r| (r.key.clone(), r.label.get(here.lang).to_owned())).collect();
    }
    match asks.choice.word.as_str() {
        deed::HAND_OVER => {
            let option = |(account, name, n): &(domain::people::AccountId, String, usize)| {
                (account.0.to_string(), format!("{name} ({})", words::number(i64::try_from(*n).unwrap_or(0), here.lang)))
            };
            asks.colleagues = possible.colleagues.iter().map(option).collect();
        }
        deed::HOLD => {
            let last = possible.last_day.unwrap_or_else(|| here.today());
            asks.days = Some((here.today().plus_days(1).to_string(), last.to_string()));
        }
        _ => {}
    }
    asks
}

/// A deed in words.
pub(super) fn in_words(here: &Here, deed: &Deed) -> String {
    let say = |id, en| pick(here.lang, id, en).to_owned();
    match deed {
        Deed::Act { service, stage, action: key, .. } => {
            let label = action(here, service, stage, key).map_or(key.as_str(), |a| a.label.get(here.lang));
            format!("{label} – {}", place(here, service, stage))
        }
        Deed::Take { .. } => say("Ambil untuk saya kerjakan", "Take them to work on"),
        Deed::LetGo => say("Kembalikan ke antrean", "Give them back to the desk"),
        Deed::HandOver { .. } => say("Serahkan kepada rekan", "Give them to a colleague"),
        Deed::Hold { until, .. } => format!("{} {}", say("Tunda sampai", "Put aside until"), words::date(*until, here.lang)),
        Deed::Resume => say("Lanjutkan yang ditunda", "Go on with what was put aside"),
    }
}
