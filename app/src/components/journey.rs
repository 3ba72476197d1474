//! The line of light: where a case was, where it is, what is still to come. One view for the applicant's page and
//! the public page; the desk draws the same marks with less beside them.
use crate::{
    components::office::office,
    lang::{lang, pick},
};
use domain::{
    case::{Amount, CaseState, StepState, timeline},
    pack::Pack,
    people::AgencyKey,
    time::Day,
    words::{self, Lang},
    workflow::Effect,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// One step in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepView {
    /// How it is drawn.
    pub state: StepState,
    /// The stage.
    pub label: String,
    /// Date, office, days used.
    pub line: String,
    /// Reasons and notes, as everyone may read them.
    pub notes: Vec<String>,
}

/// One rung of the ladder of amounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RungView {
    /// What it is.
    pub label: String,
    /// The amount; `None` while it is awaited.
    pub amount: Option<String>,
    /// When it was set, and by whom.
    pub set: Option<String>,
    /// The one that counts.
    pub sum: bool,
}

/// The steps of a case in words.
pub(crate) fn steps(pack: &Pack, state: &CaseState, today: Day, lang: Lang) -> Vec<StepView> {
    let zone = pack.zone();
    let workflow = pack.workflow_of(state);
    let service = pack.service(&state.service);
    let say = |id: String, en: String| if lang == Lang::Id { id } else { en };
    let mut views = vec![StepView {
        state: StepState::Done,
        label: say("Terdaftar".into(), "Registered".into()),
        line: words::date_time(state.submitted_at, zone, lang),
        notes: vec![],
    }];
    for step in timeline(pack, state, today) {
        let stage = workflow.and_then(|w| w.stage(&step.stage));
        let office = step.agency.as_ref().and_then(|AgencyKey(a)| pack.agency(a)).map(|a| a.name.get(lang).to_owned());
        let action = step.end.as_ref().and_then(|end| workflow.and_then(|w| w.action(&step.stage, &end.action)));
        let label = match (&step.end, action) {
            (Some(end), Some(action)) if matches!(end.effect, Effect::Return | Effect::Refuse | Effect::Back | Effect::Withdraw) => {
                action.done.get(lang).to_owned()
            }
            // What went on by itself: silence, a report that was taken at once.
            (Some(end), None) if workflow.is_some_and(|w| w.done(&step.stage, &end.action).is_some()) => {
                workflow.and_then(|w| w.done(&step.stage, &end.action)).map(|done| done.get(lang).to_owned()).unwrap_or_default()
            }
            _ => stage.map_or_else(|| step.stage.clone(), |s| s.label.get(lang).to_owned()),
        };
        let mut parts = Vec::new();
        match (&step.end, step.since) {
            (Some(end), _) => parts.push(words::date(end.at.day(zone), lang)),
            (None, Some(since)) => {
                parts.push(say(
                    format!("sejak {}", words::date(since.day(zone), lang)),
                    format!("since {}", words::date(since.day(zone), lang)),
                ));
                let by = step.by.filter(|_| step.state == StepState::Now).map(|by| words::date(by, lang));
                parts.extend(by.map(|by| say(format!("paling lambat {by}"), format!("by {by} at the latest"))));
            }
            (None, None) => parts.extend(
                step.by.map(|by| say(format!("perkiraan {}", words::date(by, lang)), format!("expected {}", words::date(by, lang)))),
            ),
        }
        parts.extend(office);
        if let Some((used, limit)) = step.end.as_ref().and_then(|e| e.used) {
            parts.push(say(format!("{used} dari {limit} hari kerja"), format!("{used} of {limit} working days")));
        }
        let mut notes = Vec::new();
        if let Some(end) = &step.end {
            if let Some(reason) = end.reason.as_ref().and_then(|r| service.and_then(|s| s.reasons.iter().find(|c| c.key == *r))) {
                notes.push(say(format!("Alasan: {}", reason.label.id), format!("Reason: {}", reason.label.en)));
            }
            notes.extend(end.items.iter().map(|i| format!("{}: {}", i.label.get(lang), i.reason)));
            notes.extend(end.note.clone());
            if let Some(why) = end.amount.as_ref().and_then(|a| a.why_more.clone()) {
                notes.push(say(format!("Alasan nilai ini: {why}"), format!("Why this amount: {why}")));
            }
        }
        views.push(StepView { state: step.state, label, line: parts.join(" · "), notes });
    }
    views
}

/// The ladder of amounts in words.
pub(crate) fn rungs(pack: &Pack, state: &CaseState, lang: Lang) -> Vec<RungView> {
    let Some(workflow) = pack.workflow_of(state) else { return vec![] };
    workflow
        .amounts
        .iter()
        .map(|r| {
            let amount = state.amounts.iter().find(|a| a.rung == r.key);
            RungView {
                label: r.label.get(lang).to_owned(),
                amount: amount.map(|a| a.rupiah.to_string()),
                set: amount.and_then(|a| set(pack, a, lang)),
                sum: r.approved,
            }
        })
        .collect()
}

/// When an amount was set and by whom, in words: the office, or the applicant.
pub(crate) fn set(pack: &Pack, amount: &Amount, lang: Lang) -> Option<String> {
    let set = amount.set.as_ref()?;
    let (role, agency) = (set.role.as_ref().map(|r| r.0.as_str()), set.agency.as_ref().map(|AgencyKey(a)| a.as_str()));
    let who = office(pack, role, agency, lang).unwrap_or(pick(lang, "Pemohon", "The applicant"));
    Some(format!("{who} · {}", words::date(set.at.day(pack.zone()), lang)))
}

/// The class of a step's mark, and the word that says the same.
pub(crate) const fn mark(state: StepState, lang: Lang) -> (&'static str, &'static str) {
    match state {
        StepState::Done => ("done", pick(lang, "selesai", "done")),
        StepState::Now => ("now", pick(lang, "sekarang di sini", "here now")),
        StepState::Next => ("next", pick(lang, "belum", "to come")),
        StepState::Back => ("back", pick(lang, "dikembalikan", "given back")),
        StepState::Refused => ("refused", pick(lang, "tidak diteruskan", "refused")),
        StepState::Withdrawn => ("withdrawn", pick(lang, "ditarik pemohon", "withdrawn")),
    }
}

/// The line.
pub fn journey(steps: Vec<StepView>) -> impl IntoView {
    let lang = lang();
    let steps: Vec<_> = steps
        .into_iter()
        .map(|step| {
            let (class, word) = mark(step.state, lang);
            let notes: Vec<_> = step.notes.into_iter().map(|n| view! { <span class="small note-line">{n}</span> }).collect();
            view! { <li class=class aria-current=(class == "now").then_some("step")><b>{step.label}</b><span class="unseen">{word}". "</span><time>{step.line}</time>{notes}</li> }
        })
        .collect();
    view! { <ol class="line">{steps}</ol> }
}

/// The ladder.
pub fn ladder(rungs: Vec<RungView>) -> impl IntoView {
    let rungs: Vec<_> = rungs
        .into_iter()
        .map(|r| {
            let class = if r.sum { "sum rp" } else { "rp" };
            let amount = r.amount.unwrap_or_else(|| "–".to_owned());
            view! { <dt class=if r.sum { "sum" } else { "" }>{r.label}{r.set.map(|set| view! { <span class="small block">{set}</span> })}</dt><dd class=class>{amount}</dd> }
        })
        .collect();
    view! { <dl class="ladder">{rungs}</dl> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_and_a_return_are_never_drawn_as_done() {
        let owner = Owner::new();
        owner.set();
        let step = |state, label: &str| StepView { state, label: label.into(), line: String::new(), notes: vec!["<i>".into()] };
        let html = journey(vec![
            step(StepState::Refused, "a"),
            step(StepState::Back, "b"),
            step(StepState::Now, "c"),
            step(StepState::Withdrawn, "d"),
        ])
        .to_html();
        assert!(
            html.contains("class=\"refused\"")
                && html.contains("class=\"back\"")
                && html.contains("class=\"withdrawn\"")
                && !html.contains("class=\"done\"")
                && !html.contains("<i>"),
            "{html}"
        );
        assert_eq!(html.matches("aria-current=\"step\"").count(), 1);
    }
}
