//! Draws a case for an officer, on the server alone: what reaches the browser are a few words and finished HTML.
use super::{
    alike::alike,
    application::{application, ladder},
    case_view::CaseView,
    decision::{decision, offer::section_id},
    drawn::Drawn,
    past::{history, line},
    reports::reports,
    term,
    view::CaseSheet,
};
use crate::{components::issued::issued, lang::lang};
use leptos::prelude::*;

/// The sheet of a case.
pub(crate) fn sheet(region: &str, view: CaseView) -> CaseSheet {
    let edge = term::edge(view.head.left).class();
    let head = view! {
        <p class="small">{view.head.service.clone()}</p>
        <h1 id="nama">{view.head.organisation.clone()}</h1>
        <p>{view.head.title.clone()}</p>
        <p><span class="tag">{view.head.stage.clone()}</span>" "<span class=format!("tag {edge}")>{term::text(view.head.left, lang())}</span>" "<span class="small">{view.head.doing.clone()}</span></p>
    };
    let facts: Vec<_> =
        view.facts.iter().map(|(name, words)| view! { <div><dt>{name.clone()}</dt><dd>{words.clone()}</dd></div> }).collect();
    let seen = view.refused.as_ref().and_then(|r| r.seen);
    let typed = view.refused.clone().unwrap_or_default();
    let decides = view.may_open && view.decision.is_some();
    let others = alike(region, &view.head.number, view.alike.clone(), &typed, decides);
    let letters = issued(region, &view.issued);
    let reported = reports(region, &view.head.number, view.reports.clone(), view.moderates);
    let record = (
        letters,
        ladder(view.ladder.clone()),
        reported,
        others,
        application(region, &view),
        line(view.steps.clone()),
        history(view.history.clone(), seen),
    );
    let offers = view.decision.iter().flat_map(|d| &d.offers);
    CaseSheet {
        shortcuts: offers.filter_map(|o| Some((o.shortcut?, section_id(&o.key), o.label.clone()))).collect(),
        decides: view.decision.is_some(),
        facts: Drawn::new(facts.to_html()),
        record: Drawn::new(record.to_html()),
        decision: Drawn::new(decision(region, &view).to_html()),
        head: Drawn::new(head.to_html()),
        number: view.head.number,
        here: view.here,
        version: view.head.version,
        seq: view.head.seq,
        documents: view.documents,
    }
}
