//! What is sent about budgets.
use crate::{
    components::said::Said,
    desk::office::Office,
    server::{away, see},
};
use axum::{Form, Router, response::Response, routing::post};
use domain::words::Lang;
use engine::NewBudget;
use serde::Deserialize;
use std::collections::BTreeMap;

pub(super) fn posts() -> Router {
    Router::new().route("/{region}/meja/anggaran", post(set))
}

#[derive(Deserialize)]
struct Setting {
    #[serde(default)]
    fiscal_year: String,
    #[serde(default)]
    service: String,
    #[serde(default)]
    affair: String,
    #[serde(default)]
    amount: String,
    #[serde(default)]
    rule: String,
    #[serde(default)]
    why: String,
}

async fn set(office: Office, Form(s): Form<Setting>) -> Response {
    let year: i32 = s.fiscal_year.parse().unwrap_or(0);
    let page = office.page(&format!("meja/anggaran?tahun={year}"));
    let lang = office.lang;
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let typed: BTreeMap<String, String> =
        [("service", &s.service), ("affair", &s.affair), ("amount", &s.amount), ("rule", &s.rule), ("why", &s.why)]
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .into();
    let new = NewBudget {
        fiscal_year: year,
        service: s.service,
        affair: Some(s.affair).filter(|a| !a.is_empty()),
        amount: s.amount,
        rule: s.rule,
        why: s.why,
    };
    let said = match here.engine.budgets().set(&here.pack, &here.visitor, &new).await {
        Ok(()) => Said::done(if lang == Lang::Id { "Pagu tercatat" } else { "The budget is set" }),
        Err(failure) => Said::refused(&failure, lang, typed),
    };
    see(&format!("{page}&kata={}", said.keep(&here.visitor)))
}
