//! The box above the list: where it leads, and that no private number is left behind on the way.
use super::{act::Pairs, office::Office, queue};
use crate::server::{away, see};
use axum::{Router, extract::Form, response::Response, routing::post};
use domain::{number::CaseNumber, queue::Filter};

pub(super) fn posts() -> Router {
    Router::new().route("/{region}/meja/buka", post(go_to))
}

/// What was typed into the list's box: a case's whole number leads to the case, anything else to what is found. It is posted, and
/// answered with a private number veiled, so that no address ever holds one.
async fn go_to(office: Office, Form(words): Form<Pairs>) -> Response {
    let (region, mut filter) = (office.slug.as_str(), queue::asked_among(&words));
    if let Ok(number) = filter.find.parse::<CaseNumber>() {
        // The list that it is in is the usual one: what narrows another need not have it.
        return see(&queue::case_href(region, &number.to_string(), &Filter::default()));
    }
    match office.here() {
        Ok(here) => {
            filter.find = here.engine.desk().veiled(&here.pack, &filter.find);
            see(&queue::list_href(region, &filter))
        }
        Err(failure) => away(&failure, &queue::list_href(region, &Filter { find: String::new(), ..filter })),
    }
}
