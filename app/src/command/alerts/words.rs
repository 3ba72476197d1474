//! Alerts in the reader's words, with the door to the cases that they are about.
use crate::{command::behind, lang::pick};
use domain::{
    alert::{Alert, Call, Raised},
    board::{Behind, Counted},
    pack::{AlertRule, Level, Pack, Watched},
    words::{self, Lang},
};
use leptos::prelude::*;

/// An alert in words.
#[derive(Clone, Debug)]
pub(in crate::command) struct AlertWords {
    pub(in crate::command) id: String,
    /// What its rule tells.
    pub(in crate::command) label: String,
    pub(in crate::command) advice: String,
    /// What it is about, and the figure.
    pub(in crate::command) subject: String,
    pub(in crate::command) figure: String,
    /// The list of the cases that it is about.
    pub(in crate::command) href: Option<String>,
    pub(in crate::command) bad: bool,
    pub(in crate::command) call: Call,
    pub(in crate::command) opened_at: i64,
    pub(in crate::command) since: String,
}

impl AlertWords {
    /// None for a rule that the pack has no more.
    pub(in crate::command) fn of(pack: &Pack, lang: Lang, alert: &Alert, call: Call) -> Option<Self> {
        let rule = pack.alerts.iter().find(|rule| rule.key == alert.raised.rule)?;
        Some(Self {
            id: alert.id.to_string(),
            label: rule.label.get(lang).to_owned(),
            advice: rule.advice.get(lang).to_owned(),
            subject: subject(pack, lang, &alert.raised.subject),
            figure: figure(lang, rule, alert.raised.value),
            href: door(pack, rule, &alert.raised),
            bad: alert.raised.level == Level::Bad,
            call,
            opened_at: alert.opened_at.millis(),
            since: words::date_time(alert.opened_at, pack.zone(), lang),
        })
    }
}

/// What an alert is about.
fn subject(pack: &Pack, lang: Lang, subject: &str) -> String {
    let (service, stage) = subject.split_once('/').map_or((subject, None), |(service, stage)| (service, Some(stage)));
    let known = pack.service(service);
    let name = known.map_or(service, |s| s.name.get(lang));
    match stage {
        Some(stage) => format!("{name} · {}", known.and_then(|s| s.stage(stage)).map_or(stage, |s| s.label.get(lang))),
        None if pack.signals.iter().any(|rule| rule.key == subject) => {
            pack.signals.iter().find(|rule| rule.key == subject).map_or(subject, |rule| rule.name.get(lang)).to_owned()
        }
        None if subject.is_empty() => pack.region.name.clone(),
        None => name.to_owned(),
    }
}

fn figure(lang: Lang, rule: &AlertRule, value: i64) -> String {
    let n = words::number(value, lang);
    let unit = match rule.what {
        Watched::Overdue | Watched::Queue => pick(lang, "berkas", "cases"),
        Watched::OldestAge => pick(lang, "hari kerja", "working days"),
        Watched::NoMovement => pick(lang, "hari kerja tanpa putusan", "working days without a decision"),
        Watched::ErrorRate => pick(lang, "% jawaban gagal", "% of the answers failed"),
        Watched::StaleSource => pick(lang, "menit diam", "minutes silent"),
    };
    format!("{n} {unit}")
}

fn door(pack: &Pack, rule: &AlertRule, raised: &Raised) -> Option<String> {
    if !rule.what.is_of_cases() {
        return None;
    }
    let counted = if rule.what == Watched::Overdue { Counted::Overdue } else { Counted::Open };
    let (service, stage) =
        raised.subject.split_once('/').map_or((raised.subject.as_str(), None), |(service, stage)| (service, Some(stage)));
    let service = Some(service).filter(|s| !s.is_empty()).map(str::to_owned);
    Some(behind::href(pack, &Behind { service, stage: stage.map(str::to_owned), ..behind::all(counted) }))
}

/// Alerts that a strip names; the rest is counted.
const NAMED: usize = 3;

/// What calls, in one strip; `href` leads to the page of all. Nothing where nothing calls.
pub(in crate::command) fn strip(alerts: &[AlertWords], href: Option<&str>, lang: Lang) -> Option<AnyView> {
    let calling: Vec<&AlertWords> = alerts.iter().filter(|alert| alert.call == Call::Calls).collect();
    let tended = alerts.iter().filter(|alert| alert.call == Call::Tended).count();
    if calling.is_empty() && tended == 0 {
        return None;
    }
    let newest = calling.iter().filter(|alert| alert.bad).map(|alert| alert.opened_at).max().unwrap_or(0);
    // What one rule tells of several places is told once.
    let mut rules: Vec<(&AlertWords, usize)> = vec![];
    for alert in calling {
        match rules.iter_mut().find(|(known, _)| known.label == alert.label) {
            Some((_, places)) => *places += 1,
            None => rules.push((alert, 1)),
        }
    }
    let more: usize = rules.iter().skip(NAMED).map(|(_, places)| places).sum();
    let named: Vec<_> = rules
        .into_iter()
        .take(NAMED)
        .map(|(alert, places)| {
            let (class, mark) = if alert.bad { ("alarm bad", "▲ ") } else { ("alarm warn", "● ") };
            let about = if places == 1 {
                format!("{} – {}", alert.subject, alert.figure)
            } else {
                format!("{places} {}", pick(lang, "tempat", "places"))
            };
            view! { <p class=class>{mark}{alert.label.clone()}": "{about}</p> }
        })
        .collect();
    let more =
        (more > 0).then(|| view! { <p class="alarm warn">{format!("+{more} {}", pick(lang, "peringatan lain", "more alerts"))}</p> });
    let tended =
        (tended > 0).then(|| view! { <p class="alarm ok">{format!("✓ {tended} {}", pick(lang, "sedang ditangani", "taken care of"))}</p> });
    let all = href.map(|href| view! { <a class="btn quiet small" rel="external" href=href.to_owned()>{pick(lang, "Buka peringatan", "Open the alerts")}</a> });
    Some(view! { <div class="state calls" role="status" data-waspada=newest>{named}{more}{tended}{all}</div> }.into_any())
}
