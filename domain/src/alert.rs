//! What calls for somebody by itself: the rules judged by what is seen, and what becomes of an alert once it is raised.
use crate::{
    pack::{AlertRule, By, Level, Watched},
    people::AccountId,
    time::Instant,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Fewer answers than this say nothing about how many fail.
pub const ANSWERS: i64 = 20;

/// What stands at an office's stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageSeen {
    /// The service.
    pub service: String,
    /// The stage.
    pub stage: String,
    /// Cases there.
    pub open: i64,
    /// Of them, those whose term is over.
    pub overdue: i64,
    /// Working days that the oldest is there.
    pub oldest: i64,
}

/// All that is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Stages of offices where something stands.
    pub stages: Vec<StageSeen>,
    /// Working days since anybody decided anything, by service; as many as were looked back at where nobody did.
    pub idle: BTreeMap<String, i64>,
    /// Answers of the last quarter of an hour, and faults among them.
    pub answers: (i64, i64),
    /// Minutes since a source was heard of last.
    pub silent: BTreeMap<String, i64>,
}

/// An alert that a rule raises.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Raised {
    /// The rule's key.
    pub rule: String,
    /// What it is about: `service/stage`, a service, a source, or nothing for the whole region.
    pub subject: String,
    /// How much it matters.
    pub level: Level,
    /// The figure that reached the rule's.
    pub value: i64,
}

/// What the rules raise now.
#[must_use]
pub fn judge(rules: &[AlertRule], seen: &Seen) -> Vec<Raised> {
    let mut raised: Vec<Raised> = rules.iter().flat_map(|rule| of_rule(rule, seen)).collect();
    raised.sort();
    raised
}

fn of_rule(rule: &AlertRule, seen: &Seen) -> Vec<Raised> {
    let is_asked = |stage: &&StageSeen| {
        rule.service.as_ref().is_none_or(|service| *service == stage.service) && rule.stage.as_ref().is_none_or(|key| *key == stage.stage)
    };
    let stages: Vec<&StageSeen> = seen.stages.iter().filter(is_asked).collect();
    let summed = |of: fn(&StageSeen) -> i64| grouped(rule.by, &stages, of, |one, other| one + other);
    let figures = match rule.what {
        Watched::Overdue => summed(|stage| stage.overdue),
        Watched::Queue => summed(|stage| stage.open),
        Watched::OldestAge => grouped(rule.by, &stages, |stage| stage.oldest, i64::max),
        Watched::NoMovement => idle(rule, &stages, &seen.idle),
        Watched::ErrorRate => {
            let (all, faults) = seen.answers;
            let rate = if all >= ANSWERS { faults.saturating_mul(100) / all } else { 0 };
            BTreeMap::from([(String::new(), rate)])
        }
        Watched::StaleSource => seen.silent.clone(),
    };
    let alert = |(subject, value)| Raised { rule: rule.key.clone(), subject, level: rule.level, value };
    figures.into_iter().filter(|(_, value)| *value >= rule.from).map(alert).collect()
}

fn grouped(by: By, stages: &[&StageSeen], of: fn(&StageSeen) -> i64, join: fn(i64, i64) -> i64) -> BTreeMap<String, i64> {
    let mut figures = BTreeMap::new();
    for stage in stages {
        let subject = match by {
            By::Stage => format!("{}/{}", stage.service, stage.stage),
            By::Service => stage.service.clone(),
            By::Region => String::new(),
        };
        let value = of(stage);
        figures.entry(subject).and_modify(|known| *known = join(*known, value)).or_insert(value);
    }
    figures
}

/// Only where something waits is it a fault that nothing moves, and only for as long as it waits.
fn idle(rule: &AlertRule, stages: &[&StageSeen], idle: &BTreeMap<String, i64>) -> BTreeMap<String, i64> {
    let waiting: Vec<&StageSeen> = stages.iter().copied().filter(|stage| stage.open > 0).collect();
    let waits = grouped(By::Service, &waiting, |stage| stage.oldest, i64::max);
    let still = waits.iter().map(|(service, oldest)| (service, idle.get(service).copied().unwrap_or(0).min(*oldest)));
    match rule.by {
        // The region stands still when every service does.
        By::Region => still.map(|(_, days)| days).min().map(|days| (String::new(), days)).into_iter().collect(),
        By::Service | By::Stage => still.map(|(service, days)| (service.clone(), days)).collect(),
    }
}

/// An alert with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Its id.
    pub id: Uuid,
    /// What the rule raised, with the newest figure.
    pub raised: Raised,
    /// Since when.
    pub opened_at: Instant,
    /// Who takes care of it, and since when.
    pub acked: Option<(AccountId, Instant)>,
    /// Until when it is quiet.
    pub snoozed_until: Option<Instant>,
    /// The incident that it belongs to.
    pub incident: Option<Uuid>,
    /// When its figure fell below the rule's again.
    pub closed_at: Option<Instant>,
}

/// Whether an alert calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    /// It calls for somebody.
    Calls,
    /// Somebody takes care of it.
    Tended,
    /// It is quiet for a time, or while something is maintained.
    Quiet,
    /// It is over.
    Over,
}

impl Alert {
    /// Whether it calls at a time, where `maintained` says that the region's alerts are quiet then.
    #[must_use]
    pub fn calls(&self, at: Instant, maintained: bool) -> Call {
        match self {
            Self { closed_at: Some(_), .. } => Call::Over,
            _ if maintained || self.snoozed_until.is_some_and(|until| at < until) => Call::Quiet,
            Self { acked: Some(_), .. } => Call::Tended,
            _ => Call::Calls,
        }
    }
}

/// What changes between the alerts that are open and those that the rules raise: to open, to note a new figure for, to close.
#[must_use]
pub fn compare(open: &[Alert], raised: &[Raised]) -> (Vec<Raised>, Vec<(Uuid, i64)>, Vec<Uuid>) {
    let same = |alert: &Alert, raised: &Raised| alert.raised.rule == raised.rule && alert.raised.subject == raised.subject;
    let new = raised.iter().filter(|raised| !open.iter().any(|alert| same(alert, raised))).cloned().collect();
    let mut figures = vec![];
    let mut over = vec![];
    for alert in open {
        match raised.iter().find(|raised| same(alert, raised)) {
            Some(raised) if raised.value != alert.raised.value => figures.push((alert.id, raised.value)),
            Some(_) => {}
            None => over.push(alert.id),
        }
    }
    (new, figures, over)
}

#[cfg(test)]
#[path = "alert/tests.rs"]
mod tests;
