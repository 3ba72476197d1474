//! The API for programs: the same engine as the pages, so nothing can be done here that a page forbids, or the other way
//! round. Every route is described in the document at `/api/v1/openapi.json`.
mod actions;
mod alerts;
mod alike;
mod assign;
mod attendance;
mod batches;
mod board;
mod budgets;
mod cases;
pub mod document;
mod drafts;
pub mod idempotency;
mod lists;
mod mending;
mod paging;
mod papers;
mod payments;
mod queue;
mod register;
mod secret;
mod services;
mod sessions;
mod signals;
pub mod view;
mod words;

pub(crate) use cases::opened;
pub(crate) use secret::unlock;

use crate::{lang, problem::Problem};
use axum::{Router, response::IntoResponse, routing::get};
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Where the API begins.
pub const PREFIX: &str = "/api/v1";

fn described() -> OpenApiRouter {
    let at_region = OpenApiRouter::new()
        .routes(routes!(services::list))
        .routes(routes!(services::one))
        .routes(routes!(drafts::begin, cases::mine))
        .routes(routes!(cases::open, drafts::save, drafts::delete))
        .routes(routes!(drafts::mine))
        .routes(routes!(drafts::load))
        .routes(routes!(drafts::attach))
        .routes(routes!(drafts::detach))
        .routes(routes!(drafts::submit))
        .routes(routes!(cases::receipt))
        .routes(routes!(cases::events))
        .routes(routes!(cases::reveal))
        .routes(routes!(words::say))
        .routes(routes!(alike::list))
        .routes(routes!(alike::compare))
        .routes(routes!(papers::of_case))
        .routes(routes!(papers::verify))
        .routes(routes!(actions::list))
        .routes(routes!(actions::act))
        .routes(routes!(actions::attach))
        .routes(routes!(mending::begin))
        .routes(routes!(mending::send))
        .routes(routes!(assign::presence))
        .routes(routes!(assign::assign))
        .routes(routes!(assign::team))
        .routes(routes!(assign::give_on))
        .routes(routes!(assign::away))
        .routes(routes!(batches::choose))
        .routes(routes!(batches::open))
        .routes(routes!(batches::order, batches::undo))
        .routes(routes!(queue::list))
        .routes(routes!(queue::counts))
        .routes(routes!(board::snapshot))
        .routes(routes!(alerts::list))
        .routes(routes!(alerts::tend))
        .routes(routes!(signals::take))
        .routes(routes!(attendance::take))
        .routes(routes!(payments::hear))
        .routes(routes!(lists::all, lists::begin))
        .routes(routes!(lists::open, lists::compose))
        .routes(routes!(lists::decide))
        .routes(routes!(lists::together))
        .routes(routes!(budgets::show, budgets::set))
        .routes(routes!(register::list))
        .routes(routes!(crate::live::stream));
    OpenApiRouter::new().routes(routes!(sessions::open, sessions::close)).merge(at_region)
}

/// The routes, below [`PREFIX`], and their description.
pub fn routes() -> (Router, OpenApi) {
    let (router, openapi) = OpenApiRouter::with_openapi(document::begin()).nest(PREFIX, described()).split_for_parts();
    let openapi = document::complete(openapi);
    let text = openapi.to_json().unwrap_or_default();
    (router.route("/api/v1/openapi.json", get(move || async move { document::show(text) })), openapi)
}

/// What a program gets at an address that is not in the document.
#[must_use]
pub fn nothing_here(headers: &http::HeaderMap) -> axum::response::Response {
    Problem::of(&engine::Failure::NotFound, lang::of_api(headers)).into_response()
}
