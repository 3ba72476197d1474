//! A workflow as a drawing: its stages one below the other in the order of the pack, what leads on to the right, what leads back to the left.
//! Lines that reach further bend further out, so that none runs through a name.
use domain::workflow::{Effect, StageKind, Workflow};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// One stage of the drawing.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) key: String,
    pub(super) label: String,
    /// How many cases are there now; nothing where none can rest.
    pub(super) open: Option<i64>,
    pub(super) overdue: i64,
    /// The list behind the number.
    pub(super) href: String,
    pub(super) end: bool,
}

/// One way from a stage to another, by their places in the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether it takes the case away from those who ask: a refusal, a withdrawal, a lapse.
    pub(super) ends: bool,
}

/// All ways of a workflow, each once: by acts, by terms that run out, by themselves.
pub(super) fn ways(workflow: &Workflow) -> Vec<Way> {
    let place = |key: &str| workflow.stages.iter().position(|stage| stage.key == key);
    let mut found = BTreeSet::new();
    for (from, stage) in workflow.stages.iter().enumerate() {
        let acts = stage.actions.iter().filter(|a| a.effect != Effect::Note).map(|a| a.to.as_str());
        let timers = stage.timers.iter().filter_map(|t| t.to.as_deref());
        let automatic = stage.automatic.iter().map(|a| a.to.as_str());
        for to in acts.chain(timers).chain(automatic).filter_map(place).filter(|to| *to != from) {
            let ends = workflow.stages.get(to).is_some_and(|s| s.kind.is_end() && s.kind != StageKind::Done);
            found.insert(Way { from, to, ends });
        }
    }
    found.into_iter().collect()
}

const ROW: usize = 46;
const LEFT: usize = 150;
const WIDE: usize = 380;
const HIGH: usize = 34;
/// How far out the longest bend reaches.
const REACH: usize = 130;

/// The drawing; what it shows stands in the table beside it as well, so that a screen reader hears its name alone.
pub(super) fn drawing(nodes: &[Node], ways: &[Way], name: &str) -> impl IntoView + use<> {
    let height = nodes.len() * ROW + 12;
    let y = |place: usize| place * ROW + ROW / 2 + 4;
    let lines: Vec<_> = ways
        .iter()
        .map(|way| {
            let (from, to) = (y(way.from), y(way.to));
            let span = way.from.abs_diff(way.to);
            let class = if way.ends {
                "way off"
            } else if way.to < way.from {
                "way back"
            } else {
                "way"
            };
            let path = if span == 1 && way.to > way.from {
                format!("M{x} {} V{}", from + HIGH / 2, to - HIGH / 2 - 3, x = LEFT + WIDE / 2)
            } else {
                let out = (24 + span * 9).min(REACH);
                let (x, bend) = if way.to > way.from { (LEFT + WIDE, LEFT + WIDE + out) } else { (LEFT, LEFT.saturating_sub(out)) };
                format!("M{x} {from} C{bend} {from} {bend} {to} {x} {to}")
            };
            view! { <path class=class d=path marker-end="url(#panah)"/> }
        })
        .collect();
    let stages: Vec<_> = nodes
        .iter()
        .enumerate()
        .map(|(place, node)| {
            let top = y(place) - HIGH / 2;
            let class = if node.end { "tahap akhir" } else { "tahap" };
            let count = node.open.filter(|n| *n > 0).map(|n| {
                let class = if node.overdue > 0 { "n late" } else { "n" };
                view! { <text class=class x={LEFT + WIDE - 12} y={top + 22} text-anchor="end">{n}</text> }
            });
            let label: String = if node.label.chars().count() > 44 {
                node.label.chars().take(43).chain(std::iter::once('…')).collect()
            } else {
                node.label.clone()
            };
            view! { <g class=class><rect x=LEFT y=top width=WIDE height=HIGH rx="8"/><text x={LEFT + 12} y={top + 22}>{label}</text>{count}</g> }
        })
        .collect();
    view! {
        <svg class="alur" viewBox=format!("0 0 {} {height}", LEFT + WIDE + REACH + 20) role="img" aria-label=name.to_owned()>
            <defs><marker id="panah" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 L8 4 L0 8 z"/></marker></defs>
            {lines}
            {stages}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::{Way, ways};
    use domain::workflow::Workflow;
    use serde_json::json;

    fn workflow() -> Workflow {
        let text = json!({"id": "A", "en": "A"});
        let stage = |key: &str, kind: &str, actions: Vec<(&str, &str)>| {
            let actions: Vec<_> = actions
                .into_iter()
                .enumerate()
                .map(|(i, (to, effect))| json!({"key": format!("a{i}"), "label": text, "done": text, "to": to, "effect": effect}))
                .collect();
            json!({"key": key, "label": text, "tag": text, "doing": text, "kind": kind, "holder": {"office": {"agency": "x"}}, "actions": actions})
        };
        let stages = [
            stage("check", "work", vec![("decide", "advance"), ("refused", "refuse"), ("check", "note")]),
            stage("decide", "work", vec![("done", "advance"), ("check", "back"), ("done", "advance")]),
            stage("done", "done", vec![]),
            stage("refused", "refused", vec![]),
        ];
        serde_json::from_value(json!({"version": 1, "valid_from": "2020-01-01", "legal_base": "x", "start": "check", "return_rounds": 1,
            "promise_days": 5, "stages": stages}))
        .unwrap()
    }

    #[test]
    fn each_way_is_drawn_once_and_a_note_is_none() {
        let way = |from, to, ends| Way { from, to, ends };
        assert_eq!(ways(&workflow()), [way(0, 1, false), way(0, 3, true), way(1, 0, false), way(1, 2, false)]);
    }
}
