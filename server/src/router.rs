//! All routes and the layers around them.
use crate::{
    api, files, health,
    layers::{body, compress, headers, language, origin, panic, rate, region, session, trace},
    metrics, papers,
    shared::{Running, Shared},
};
use app::{App, shell};
use axum::{
    Extension, Router,
    extract::{Path, Request, State},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use http::{Method, StatusCode, header};
use leptos::prelude::{LeptosOptions, provide_context};
use leptos_axum::{LeptosRoutes, generate_route_list};
use std::{
    collections::BTreeMap,
    sync::{LazyLock, OnceLock},
};

/// The whole server as one service.
pub fn router(running: &Running) -> Router {
    let shared = &running.shared;
    let with_session = pages(running)
        .layer(from_fn_with_state(running.clone(), language::speak))
        .merge(app::routes::posts())
        .merge(files::routes())
        .merge(papers::routes())
        .merge(api_routes())
        .layer(from_fn_with_state(running.clone(), session::find))
        .layer(from_fn_with_state(running.clone(), region::check))
        .layer(from_fn_with_state(shared.clone(), rate::limit))
        .layer(from_fn_with_state(shared.clone(), origin::check))
        .layer(from_fn_with_state(shared.clone(), body::limit));
    let without_session = Router::new()
        .route("/skema/{file}", get(schema))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::show))
        .route("/demo/hari", axum::routing::post(health::move_clock))
        .route("/pkg/{*path}", get(bundle))
        .layer(Extension(running.engine.clone()))
        .layer(Extension(shared.clone()));
    with_session
        .merge(without_session)
        .layer(from_fn_with_state(shared.clone(), public_files))
        .layer(from_fn_with_state(shared.clone(), panic::catch))
        .layer(from_fn_with_state(shared.clone(), headers::set))
        .layer(compress::layer())
        .layer(from_fn_with_state(running.clone(), trace::observe))
}

/// The pages of the app, and its page for what is not there.
fn pages(running: &Running) -> Router {
    let options = running.shared.site.leptos(running.shared.config.listen);
    let context = {
        let (engine, options) = (running.engine.clone(), options.clone());
        move || {
            provide_context(engine.clone());
            // Pages that load a library of their own ask where the build lies.
            provide_context(options.clone());
        }
    };
    let shell = {
        let options = options.clone();
        move || shell(options.clone())
    };
    let missing = leptos_axum::render_app_async_with_context(context.clone(), shell.clone());
    let missing = move |request: Request| {
        let of_program = request.uri().path().starts_with("/api/v1/").then(|| api::nothing_here(request.headers()));
        let page = of_program.is_none().then(|| missing(request));
        async move {
            let Some(page) = page else { return of_program.unwrap_or_default() };
            let mut response = page.await;
            if response.status() == StatusCode::OK {
                *response.status_mut() = StatusCode::NOT_FOUND;
            }
            response
        }
    };
    Router::<LeptosOptions>::new()
        .leptos_routes_with_context(&options, generate_routes(), context, shell)
        .fallback(missing)
        .with_state(options)
}

/// The routes of the app. They are listed once in a process: listing runs the app, and registers its server functions.
fn generate_routes() -> Vec<leptos_axum::AxumRouteListing> {
    static ROUTES: OnceLock<Vec<leptos_axum::AxumRouteListing>> = OnceLock::new();
    ROUTES.get_or_init(|| generate_route_list(App)).clone()
}

fn api_routes() -> Router {
    let (router, _) = api::routes();
    router.layer(from_fn(api::unlock)).layer(from_fn(api::idempotency::once)).layer(from_fn(crate::problem::in_words))
}

/// What a pack's file may hold, as JSON Schema: `/skema/service.schema.json`.
async fn schema(Path(file): Path<String>) -> Result<impl IntoResponse, StatusCode> {
    use engine::pack::schema::{FILES, MORE, schema};
    // They are the build's, so they are made once.
    static ALL: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
        let kinds = FILES.iter().chain(&MORE);
        kinds.filter_map(|kind| Some((format!("{kind}.schema.json"), schema(kind)?.to_string()))).collect()
    });
    let text = ALL.get(&file).ok_or(StatusCode::NOT_FOUND)?;
    Ok(([(header::CONTENT_TYPE, "application/schema+json")], text.as_str()))
}

pub(crate) async fn bundle(Extension(shared): Extension<Shared>, request: Request) -> Response {
    shared.site.bundle(request).await
}

/// Icons and the like need no session, no limit and no route each.
async fn public_files(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    match shared.site.public(request.uri().path()).filter(|_| is_read) {
        Some(file) => file.answer(request.method(), request.headers()),
        None => next.run(request).await,
    }
}
